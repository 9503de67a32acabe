import type { Pack } from './types.ts';

export const de: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Wiederherstellung einrichten',
    text: 'Schauen Sie kurz in die Kamera. Falls Sie dieses Gerät verlieren, bringt Ihr Gesicht Sie zurück in Ihr Konto.',
    start: 'Starten',
    done: 'Eingerichtet',
    doneText: 'Ihr Gesicht kann Sie jetzt zurück in Ihr Konto bringen.',
    cancelledLate:
      'Vielleicht ist es nur halb eingerichtet. Bitte richten Sie es noch einmal ein, damit Sie sich darauf verlassen können.',
  },
  recover: {
    title: 'Zurück ins Konto',
    text: 'Schauen Sie in die Kamera, damit wir sehen, dass Sie es sind. Dann gehört dieses Gerät wieder zu Ihnen.',
    start: 'Starten',
    done: 'Willkommen zurück',
    doneText: 'Dieses Gerät ist jetzt mit Ihrem Konto verbunden.',
    cancelledLate: 'Vielleicht ist es schon geschehen. Die Liste Ihrer Geräte zeigt es.',
  },
  authenticate: {
    title: 'Bestätigen Sie, dass Sie es sind',
    text: 'Schauen Sie kurz in die Kamera.',
    start: 'Bestätigen',
    done: 'Bestätigt',
    doneText: 'Danke, das waren Sie.',
  },
  privacy: 'Ihr Gesicht bleibt auf diesem Gerät.',
  simulated: 'Simulierte Person',
  preview: 'Was die Kamera sieht',
  loading: 'Wird vorbereitet',
  permission: 'Bitte erlauben Sie die Kamera',
  checking: 'Wird geprüft',
  binding: 'Gerät wird verbunden',
  cancelled: 'Abgebrochen',
  cancelledText: 'Es wurde nichts geändert.',
  cancel: 'Abbrechen',
  close: 'Schließen',
  retry: 'Noch einmal',
  replaceDevice: 'Unbenutztes Gerät ersetzen',
  again: 'Neu starten',
  lockedFor: 'Sie können es in {time} wieder versuchen.',
  lockedForLong: 'Sie können es {time} wieder versuchen.',
  transaction: 'Sie bestätigen',
  handoff: {
    start: 'Handy benutzen',
    scan: 'Scannen Sie diesen Code mit der Kamera Ihres Handys. Er gilt fünf Minuten.',
    qr: 'QR-Code mit dem Link für Ihr Handy',
    link: 'Link für Ihr Handy',
    copy: 'Link kopieren',
    copied: 'Kopiert',
    code: 'Geben Sie dann diese Zahl am Handy ein',
    taken: 'Weiter geht es am Handy. Lassen Sie diese Seite offen.',
    from: 'Für {site}, begonnen in {browser}',
    unknownBrowser: 'einem anderen Browser',
    warning:
      'Machen Sie nur weiter, wenn Sie die Zahl auf Ihrem eigenen Bildschirm sehen. Hat Ihnen jemand diesen Link geschickt? Dann hören Sie hier auf.',
    type: 'Zahl auf Ihrem Computer',
    wrong: 'Das ist nicht die Zahl. Versuche übrig: {count}',
    accept: 'Weiter',
    decline: 'Das war ich nicht',
    done: 'Sie können am Computer weitermachen.',
    doneOnPhone: 'Am Handy erledigt. Sie können hier weitermachen.',
  },
  hints: {
    'look-here': 'Schauen Sie in die Kamera',
    'come-closer': 'Kommen Sie näher',
    'go-back': 'Etwas weiter weg',
    center: 'Gesicht in das Oval bringen',
    'more-light': 'Mehr Licht, bitte',
    'less-light': 'Zu hell: wenden Sie sich vom Licht ab',
    'even-light': 'Wenden Sie sich zum Licht',
    'hold-still': 'Stillhalten',
    'turn-to-front': 'Schauen Sie geradeaus',
    'head-upright': 'Halten Sie den Kopf gerade',
    'one-person': 'Bitte nur eine Person',
    good: 'Gut so, bleiben Sie so',
  },
  messages: {
    'insecure-page': {
      title: 'Diese Seite ist nicht sicher',
      text: 'Die Kamera geht nur auf sicheren Seiten. Bitte sagen Sie es dem Betreiber dieser Website.',
    },
    'old-browser': {
      title: 'Dieser Browser kann das nicht',
      text: 'Bitte aktualisieren Sie ihn oder nehmen Sie einen anderen.',
    },
    'no-camera-api': {
      title: 'Keine Kamera in diesem Browser',
      text: 'Dieser Browser lässt Seiten keine Kamera benutzen. Öffnen Sie diese Seite in einem anderen Browser.',
    },
    'opened-in-app': {
      title: 'Öffnen Sie diese Seite im Browser',
      text: 'Die App, die diese Seite anzeigt, gibt die Kamera nicht frei. Wählen Sie in ihrem Menü „Im Browser öffnen“ oder kopieren Sie die Adresse in Ihren Browser.',
    },
    'pixels-blocked': {
      title: 'Dieser Browser verbirgt das Bild',
      text: 'Er verbirgt vor dieser Seite, was die Kamera sieht. Erlauben Sie dieser Website, Canvas-Daten zu verwenden, und laden Sie die Seite neu. Oder nehmen Sie einen anderen Browser.',
    },
    blocked: {
      title: 'Von dieser Website verhindert',
      text: 'Die Regeln dieser Website erlauben es nicht. Bitte sagen Sie es dem Betreiber.',
    },
    'loading-failed': {
      title: 'Etwas wurde nicht geladen',
      text: 'Bitte laden Sie diese Seite neu. Wenn das nicht hilft, prüfen Sie die Verbindung oder sagen Sie es dem Betreiber.',
    },
    'page-outdated': {
      title: 'Bitte laden Sie diese Seite neu',
      text: 'Sie ist vielleicht veraltet. Wenn das Neuladen nicht hilft, sagen Sie es bitte dem Betreiber.',
    },
    'camera-denied': {
      title: 'Kein Zugriff auf die Kamera',
      text: 'Erlauben Sie die Kamera für diese Seite über das Symbol neben der Adresse, dann versuchen Sie es noch einmal.',
    },
    'camera-denied-by-system': {
      title: 'Das System sperrt die Kamera',
      text: 'Erlauben Sie Ihrem Browser in den Datenschutzeinstellungen dieses Geräts die Kamera und versuchen Sie es noch einmal.',
    },
    'camera-dismissed': {
      title: 'Die Kamera wird gebraucht',
      text: 'Bitte noch einmal, und erlauben Sie die Kamera, wenn der Browser fragt.',
    },
    'camera-none': {
      title: 'Keine Kamera gefunden',
      text: 'Bitte schließen Sie eine an, erlauben Sie sie in den Datenschutzeinstellungen des Geräts oder nehmen Sie ein Gerät mit Kamera.',
    },
    'camera-in-use': {
      title: 'Die Kamera ist belegt',
      text: 'Vielleicht benutzt sie ein anderes Programm. Schließen Sie Programme, die die Kamera benutzen, und versuchen Sie es noch einmal. Wenn das nicht hilft, erlauben Sie die Kamera in den Datenschutzeinstellungen des Geräts.',
    },
    'camera-ended': {
      title: 'Die Kamera ist weg',
      text: 'Bitte prüfen Sie die Kamera und ihren Schalter und versuchen Sie es noch einmal.',
    },
    'no-face': {
      title: 'Wir haben kein Gesicht gesehen',
      text: 'Bitte setzen Sie sich vor die Kamera und versuchen Sie es noch einmal.',
    },
    'too-dark': {
      title: 'Das Licht reicht nicht',
      text: 'Wenden Sie sich zu einem Fenster oder einer Lampe, prüfen Sie, ob etwas die Kamera verdeckt, und versuchen Sie es noch einmal.',
    },
    'low-quality': {
      title: 'Das Bild war nicht gut genug',
      text: 'Stillhalten, geradeaus schauen, etwas näher kommen, und noch einmal.',
    },
    'timed-out': {
      title: 'Das hat zu lange gedauert',
      text: 'Bitte noch einmal, und folgen Sie den Hinweisen.',
    },
    'device-trouble': {
      title: 'Auf diesem Gerät ging etwas schief',
      text: 'Bitte schließen Sie andere Seiten und versuchen Sie es noch einmal.',
    },
    'storage-trouble': {
      title: 'Dieser Browser lässt uns nichts merken',
      text: 'Erlauben Sie dieser Website, Daten zu speichern, schließen Sie andere Tabs und verlassen Sie den privaten Modus.',
    },
    'storage-full': {
      title: 'Dieses Gerät ist voll',
      text: 'Es wurde nichts geändert. Bitte schaffen Sie Platz und versuchen Sie es noch einmal.',
    },
    'storage-lost': {
      title: 'Dieser Browser hat das Gerät vergessen',
      text: 'Bitte melden Sie sich noch einmal zurück; Ihr Konto ist sicher.',
    },
    'connection-lost': {
      title: 'Bitte laden Sie diese Seite neu',
      text: 'Der Browser hat seinen Speicher geschlossen. Laden Sie die Seite neu und versuchen Sie es noch einmal; es wurde nichts geändert.',
    },
    'state-invalid': {
      title: 'Wir können Ihre Wiederherstellungsdaten nicht lesen',
      text: 'Bitte wenden Sie sich an diese Website oder nehmen Sie einen anderen Weg.',
    },
    'other-person': {
      title: 'Das gehört zu einem anderen Konto',
      text: 'Melden Sie sich neu mit Ihrem eigenen Konto an. Wenn das nicht hilft, sagen Sie es dem Support dieser Website.',
    },
    'state-expired': {
      title: 'Ihre Wiederherstellungsdaten sind abgelaufen',
      text: 'Bitte nehmen Sie einen anderen Weg und richten Sie die Wiederherstellung neu ein.',
    },
    'state-outdated': {
      title: 'Bitte richten Sie Ihr Gesicht neu ein',
      text: 'Die Erkennung wurde verbessert. Laden Sie diese Seite neu. Wenn das nicht hilft, nehmen Sie einmal einen anderen Weg und richten Sie die Wiederherstellung neu ein.',
    },
    revoked: {
      title: 'Aus Ihrem Konto entfernt',
      text: 'Bitte nehmen Sie einen anderen Weg. Danach können Sie es neu einrichten.',
    },
    'not-recognized': {
      title: 'Wir haben Sie nicht erkannt',
      text: 'Versuchen Sie es bei besserem Licht, ohne Sonnenbrille. Oder nehmen Sie einen anderen Weg.',
    },
    locked: { title: 'Zu viele Versuche', text: 'Zu Ihrer Sicherheit ist das eine Weile gesperrt.' },
    frozen: {
      title: 'Zu viele Versuche',
      text: 'Zu Ihrer Sicherheit ist dieser Weg vorerst geschlossen. Nehmen Sie einen anderen und richten Sie die Wiederherstellung neu ein.',
    },
    busy: {
      title: 'Das läuft schon',
      text: 'Es läuft bereits auf dieser Seite oder in einem anderen Tab. Bitte beenden Sie es dort.',
    },
    interrupted: {
      title: 'Das wurde unterbrochen',
      text: 'Bitte starten Sie neu.',
    },
    'already-enrolled': { title: 'Schon eingerichtet', text: 'Ihr Gesicht ist schon eingerichtet.' },
    'handoff-expired': {
      title: 'Dieser Link ist abgelaufen',
      text: 'Ein Link gilt fünf Minuten. Holen Sie sich am Computer einen neuen.',
    },
    'handoff-used': {
      title: 'Dieser Link wurde schon benutzt',
      text: 'Er gilt einmal, und alles ist erledigt. Gehen Sie zurück an den Computer.',
    },
    'handoff-taken': {
      title: 'Ein anderes Handy hat diesen Link',
      text: 'Waren Sie das nicht? Dann brechen Sie am Computer ab.',
    },
    'handoff-cancelled': {
      title: 'Abgebrochen',
      text: 'Es wurde nichts geändert. Am Computer können Sie neu beginnen.',
    },
    offline: {
      title: 'Keine Verbindung',
      text: 'Es ging nichts verloren. Bitte versuchen Sie es noch einmal, wenn Sie online sind.',
    },
    'page-mistake': {
      title: 'Diese Seite ist nicht richtig eingerichtet',
      text: 'Bitte melden Sie es dem Support dieser Website, oder nutzen Sie einen anderen Weg.',
    },
    'service-trouble': {
      title: 'Der Dienst antwortet nicht',
      text: 'Bitte versuchen Sie es in einer Weile noch einmal.',
    },
    'sign-in-again': {
      title: 'Bitte melden Sie sich neu an',
      text: 'Ihre Erlaubnis ist abgelaufen oder reicht dafür nicht. Wenn das Anmelden nicht hilft, sagen Sie es dem Support dieser Website.',
    },
    'too-many': {
      title: 'Gerade viel los',
      text: 'Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
    },
    'device-limit': { title: 'Zu viele Geräte', text: 'Bitte entfernen Sie zuerst eines Ihrer Geräte.' },
    'device-replaceable': {
      title: 'Zu viele Geräte',
      text: 'Eines Ihrer Geräte sieht aus wie dieser Browser und wurde nie benutzt. Dieser Browser kann seinen Platz einnehmen.',
    },
    'wrong-clock': {
      title: 'Datum oder Uhrzeit dieses Geräts stimmt nicht',
      text: 'Bitte stellen Sie Datum und Uhrzeit in den Einstellungen des Geräts richtig ein und versuchen Sie es noch einmal.',
    },
    security: {
      title: 'Zu Ihrer Sicherheit gestoppt',
      text: 'Der Antwort des Servers ist nicht zu trauen. Bitte sagen Sie es dem Betreiber dieser Website.',
    },
  },
  devices: {
    title: 'Ihre Geräte',
    empty: 'Es ist kein Gerät verbunden.',
    loading: 'Geräte werden geladen',
    own: 'Dieses Gerät',
    types: { BACKUP: 'Wiederherstellung', TEMPORARY: 'Einmalig', SDK: 'Browser' },
    created: 'Hinzugefügt {date}',
    lastUsed: 'Zuletzt benutzt {date}',
    never: 'Noch nicht benutzt',
    expires: 'Läuft ab {date}',
    rename: '{name} umbenennen',
    nameOf: 'Name von {name}',
    save: 'Speichern',
    remove: '{name} entfernen',
    removeTitle: '{name} entfernen?',
    removeText: 'Damit kommt man dann nicht mehr in Ihr Konto.',
    removeOwnText:
      'Das ist das Gerät, das Sie gerade benutzen. Es wird getrennt, und Sie müssen sich neu verbinden.',
    confirm: 'Entfernen',
    keep: 'Behalten',
    add: 'Weitere Wiederherstellung einrichten',
    done: 'Fertig',
    removed: '{name} wurde entfernt',
    renamed: 'Umbenannt in {name}',
    reload: 'Noch einmal',
  },
};
