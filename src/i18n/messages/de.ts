import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Diese Seite ist nicht sicher',
    text: 'Die Kamera funktioniert nur auf sicheren Seiten. Bitte informieren Sie den Betreiber der Website.',
  },
  'old-browser': {
    title: 'Dieser Browser kann das nicht',
    text: 'Bitte aktualisieren Sie ihn oder nehmen Sie einen anderen.',
  },
  'no-camera-api': {
    title: 'Keine Kamera in diesem Browser',
    text: 'In diesem Browser können Seiten die Kamera nicht benutzen. Bitte öffnen Sie diese Seite in einem anderen.',
  },
  'opened-in-app': {
    title: 'Öffnen Sie diese Seite im Browser',
    text: 'Die App, die diese Seite anzeigt, gibt die Kamera nicht frei. Wählen Sie im Menü der App „Im Browser öffnen“ oder kopieren Sie die Adresse in Ihren Browser.',
  },
  'pixels-blocked': {
    title: 'Dieser Browser verbirgt das Bild',
    text: 'Diese Seite bekommt das Bild der Kamera nicht. Erlauben Sie dieser Website Canvas-Daten und laden Sie die Seite neu. Oder nehmen Sie einen anderen Browser.',
  },
  blocked: {
    title: 'Auf dieser Website gesperrt',
    text: 'Die Einstellungen dieser Website erlauben es nicht. Bitte informieren Sie den Betreiber.',
  },
  'loading-failed': {
    title: 'Etwas wurde nicht geladen',
    text: 'Bitte laden Sie diese Seite neu. Falls das nicht hilft, prüfen Sie Ihre Verbindung oder informieren Sie den Betreiber der Website.',
  },
  'page-outdated': {
    title: 'Bitte laden Sie diese Seite neu',
    text: 'Sie ist vielleicht veraltet. Falls das Neuladen nicht hilft, informieren Sie bitte den Betreiber der Website.',
  },
  'camera-denied': {
    title: 'Kein Zugriff auf die Kamera',
    text: 'Erlauben Sie die Kamera für diese Seite: Wählen Sie das Symbol neben der Adresse und versuchen Sie es noch einmal.',
  },
  'camera-denied-by-system': {
    title: 'Dieses Gerät sperrt die Kamera',
    text: 'Öffnen Sie die Datenschutzeinstellungen des Geräts, erlauben Sie Ihrem Browser die Kamera und versuchen Sie es noch einmal.',
  },
  'camera-dismissed': {
    title: 'Wir brauchen Ihre Kamera',
    text: 'Bitte versuchen Sie es noch einmal und erlauben Sie die Kamera, wenn der Browser fragt.',
  },
  'camera-none': {
    title: 'Keine Kamera gefunden',
    text: 'Schließen Sie eine Kamera an, erlauben Sie sie in den Datenschutzeinstellungen des Geräts oder nehmen Sie ein Gerät mit Kamera.',
  },
  'camera-in-use': {
    title: 'Die Kamera ist belegt',
    text: 'Vielleicht benutzt sie gerade eine andere App. Schließen Sie Apps, die die Kamera benutzen, und versuchen Sie es noch einmal. Falls das nicht hilft, erlauben Sie die Kamera in den Datenschutzeinstellungen des Geräts.',
  },
  'camera-ended': {
    title: 'Die Kamera wurde getrennt',
    text: 'Bitte prüfen Sie die Kamera und ihren Schalter und versuchen Sie es noch einmal.',
  },
  'no-face': {
    title: 'Wir haben kein Gesicht gesehen',
    text: 'Achten Sie darauf, dass Ihr ganzes Gesicht im Bild ist, und versuchen Sie es noch einmal.',
  },
  'too-dark': {
    title: 'Das Licht reicht nicht',
    text: 'Drehen Sie sich zu einem Fenster oder einer Lampe, prüfen Sie, ob etwas die Kamera verdeckt, und versuchen Sie es noch einmal.',
  },
  'low-quality': {
    title: 'Das Bild war nicht gut genug',
    text: 'Halten Sie still, schauen Sie geradeaus, kommen Sie etwas näher und versuchen Sie es noch einmal.',
  },
  'timed-out': {
    title: 'Das hat zu lange gedauert',
    text: 'Bitte versuchen Sie es noch einmal und folgen Sie den Hinweisen.',
  },
  'liveness-failed': {
    title: 'Das hat noch nicht geklappt',
    text: 'Machen Sie jede Bewegung, sobald sie angezeigt wird, und bleiben Sie im Bild. Oder nehmen Sie einen anderen Weg.',
  },
  'several-people': {
    title: 'Es war mehr als eine Person im Bild',
    text: 'Achten Sie darauf, dass nur Sie im Bild sind, und versuchen Sie es noch einmal.',
  },
  'camera-changed': {
    title: 'Die Kamera wurde gewechselt',
    text: 'Bitte bleiben Sie bei einer Kamera und versuchen Sie es noch einmal.',
  },
  'photo-format': {
    title: 'Diese Datei funktioniert hier nicht',
    text: 'Bitte wählen Sie ein Foto als JPEG, PNG oder WebP. HEIC-Fotos und PDF-Dateien funktionieren nicht.',
  },
  'photo-unreadable': {
    title: 'Dieses Foto lässt sich nicht öffnen',
    text: 'Die Datei ist vielleicht beschädigt. Bitte wählen Sie eine andere Kopie davon.',
  },
  'photo-too-large': {
    title: 'Dieses Foto ist zu groß',
    text: 'Bitte wählen Sie ein Foto mit weniger Pixeln.',
  },
  'photo-no-face': {
    title: 'Auf diesem Foto ist kein Gesicht',
    text: 'Bitte wählen Sie ein Foto, das Ihr Gesicht von vorne zeigt.',
  },
  'photo-several-faces': {
    title: 'Auf diesem Foto ist mehr als ein Gesicht',
    text: 'Bitte wählen Sie ein Foto, das nur Sie zeigt.',
  },
  'photo-low-quality': {
    title: 'Dieses Foto ist nicht gut genug',
    text: 'Bitte wählen Sie ein scharfes, gleichmäßig beleuchtetes Foto Ihres Gesichts.',
  },
  'photo-wrong-file': {
    title: 'Das ist ein anderes Foto',
    text: 'Bitte wählen Sie genau die Datei, die geprüft wurde, unverändert.',
  },
  'device-trouble': {
    title: 'Auf diesem Gerät ging etwas schief',
    text: 'Bitte schließen Sie andere Seiten und Apps und versuchen Sie es noch einmal.',
  },
  'storage-trouble': {
    title: 'Dieser Browser kann nichts speichern',
    text: 'Erlauben Sie dieser Website, Daten zu speichern, schließen Sie andere Tabs dieser Website und verlassen Sie den privaten Modus.',
  },
  'storage-full': {
    title: 'Der Speicher dieses Geräts ist voll',
    text: 'Es wurde nichts geändert. Bitte schaffen Sie etwas Platz und versuchen Sie es noch einmal.',
  },
  'storage-lost': {
    title: 'Dieses Gerät ist nicht mehr verbunden',
    text: 'Der Browser hat seine Daten verloren. Bitte verbinden Sie das Gerät mit Ihrem Gesicht neu. Ihr Konto ist sicher.',
  },
  'connection-lost': {
    title: 'Bitte laden Sie diese Seite neu',
    text: 'Der Browser hat seinen Speicher geschlossen. Es wurde nichts geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  },
  'state-invalid': {
    title: 'Ihre Wiederherstellungsdaten sind nicht lesbar',
    text: 'Bitte wenden Sie sich an den Support dieser Website oder nehmen Sie einen anderen Weg.',
  },
  'other-person': {
    title: 'Das gehört zu einem anderen Konto',
    text: 'Melden Sie sich noch einmal mit Ihrem eigenen Konto an. Falls das nicht hilft, wenden Sie sich an den Support dieser Website.',
  },
  'state-expired': {
    title: 'Ihre Wiederherstellungsdaten sind abgelaufen',
    text: 'Bitte nehmen Sie einen anderen Weg und richten Sie danach die Wiederherstellung neu ein.',
  },
  'state-outdated': {
    title: 'Bitte nehmen Sie Ihr Gesicht neu auf',
    text: 'Die Gesichtserkennung wurde verbessert. Laden Sie diese Seite neu. Falls das nicht hilft, nehmen Sie einen anderen Weg und richten Sie danach die Wiederherstellung neu ein.',
  },
  revoked: {
    title: 'Aus Ihrem Konto entfernt',
    text: 'Bitte nehmen Sie einen anderen Weg. Danach können Sie es neu einrichten.',
  },
  'not-recognized': {
    title: 'Wir haben Sie nicht erkannt',
    text: 'Versuchen Sie es noch einmal bei besserem Licht und ohne Sonnenbrille oder nehmen Sie einen anderen Weg.',
  },
  locked: { title: 'Zu viele Versuche', text: 'Zu Ihrer Sicherheit ist das für eine Weile gesperrt.' },
  frozen: {
    title: 'Zu viele Versuche',
    text: 'Zu Ihrer Sicherheit ist dieser Weg vorerst gesperrt. Nehmen Sie einen anderen und richten Sie danach die Wiederherstellung neu ein.',
  },
  busy: {
    title: 'Das läuft schon',
    text: 'Es läuft bereits auf dieser Seite oder in einem anderen Tab. Bitte schließen Sie es dort ab.',
  },
  interrupted: { title: 'Das wurde unterbrochen', text: 'Bitte starten Sie neu.' },
  'already-enrolled': { title: 'Schon eingerichtet', text: 'Ihr Gesicht ist bereits hinterlegt.' },
  'handoff-expired': {
    title: 'Dieser Link ist abgelaufen',
    text: 'Ein Link gilt fünf Minuten. Holen Sie sich am Computer einen neuen.',
  },
  'handoff-used': {
    title: 'Dieser Link wurde schon benutzt',
    text: 'Er gilt nur einmal, und alles ist erledigt. Gehen Sie zurück an den Computer.',
  },
  'handoff-taken': {
    title: 'Dieser Link wird schon benutzt',
    text: 'Er ist auf einem anderen Handy offen, oder diese Seite wurde neu geladen. Brechen Sie am Computer ab und beginnen Sie neu.',
  },
  'handoff-cancelled': {
    title: 'Abgebrochen',
    text: 'Es wurde abgebrochen, oder die Zahl war dreimal falsch. Geändert wurde nichts. Am Computer können Sie neu beginnen.',
  },
  offline: {
    title: 'Keine Internetverbindung',
    text: 'Es ging nichts verloren. Bitte versuchen Sie es noch einmal, wenn Sie wieder online sind.',
  },
  'page-mistake': {
    title: 'Diese Seite ist nicht richtig eingerichtet',
    text: 'Bitte informieren Sie den Support dieser Website oder nehmen Sie einen anderen Weg.',
  },
  'service-trouble': {
    title: 'Der Dienst antwortet nicht',
    text: 'Bitte versuchen Sie es etwas später noch einmal.',
  },
  'sign-in-again': {
    title: 'Bitte melden Sie sich noch einmal an',
    text: 'Ihre Berechtigung ist abgelaufen oder reicht hierfür nicht. Falls das Anmelden nicht hilft, wenden Sie sich an den Support dieser Website.',
  },
  'too-many': {
    title: 'Gerade ist viel los',
    text: 'Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
  },
  'device-limit': { title: 'Zu viele Geräte', text: 'Bitte entfernen Sie zuerst eines Ihrer Geräte.' },
  'device-replaceable': {
    title: 'Zu viele Geräte',
    text: 'Eines Ihrer Geräte sieht aus wie dieser Browser und wurde nie benutzt. Dieser Browser kann seinen Platz einnehmen.',
  },
  'wrong-clock': {
    title: 'Datum oder Uhrzeit dieses Geräts ist falsch',
    text: 'Bitte korrigieren Sie Datum und Uhrzeit in den Einstellungen des Geräts und versuchen Sie es noch einmal.',
  },
  security: {
    title: 'Zu Ihrer Sicherheit abgebrochen',
    text: 'Die Antwort des Servers ist nicht vertrauenswürdig. Bitte informieren Sie den Betreiber der Website.',
  },
};
