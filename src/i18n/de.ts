import { messages } from './messages/de.ts';
import type { Pack } from './types.ts';

/*
 * Deutsch: Sie, freundlich und kurz, ganze Sätze ohne Amtsdeutsch; „wir“ ist die Website.
 *
 * recovery: Wiederherstellung · get back into your account: wieder in Ihr Konto kommen · another way in: ein anderer Weg
 * device, connect, remove: Gerät, verbinden, entfernen · owner, support: Betreiber der Website, Support
 */
export const de: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Wiederherstellung einrichten',
    text: 'Schauen Sie kurz in die Kamera. Falls Sie dieses Gerät einmal verlieren, kommen Sie mit Ihrem Gesicht wieder in Ihr Konto.',
    start: 'Starten',
    done: 'Alles eingerichtet',
    doneText: 'Ab jetzt kommen Sie auch mit Ihrem Gesicht wieder in Ihr Konto.',
    cancelledLate:
      'Die Einrichtung ist vielleicht unvollständig. Bitte wiederholen Sie sie, damit Sie sich darauf verlassen können.',
  },
  recover: {
    title: 'Zurück in Ihr Konto',
    text: 'Schauen Sie in die Kamera, damit wir Sie erkennen. Danach verbinden wir dieses Gerät wieder mit Ihrem Konto.',
    start: 'Starten',
    done: 'Willkommen zurück',
    doneText: 'Dieses Gerät ist jetzt mit Ihrem Konto verbunden.',
    cancelledLate: 'Vielleicht hat es schon geklappt. Das sehen Sie in der Liste Ihrer Geräte.',
  },
  authenticate: {
    title: 'Bestätigen Sie, dass Sie es sind',
    text: 'Schauen Sie kurz in die Kamera.',
    start: 'Bestätigen',
    done: 'Bestätigt',
    doneText: 'Vielen Dank. Sie können jetzt fortfahren.',
  },
  privacy: 'Das Bild Ihres Gesichts bleibt auf diesem Gerät.',
  simulated: 'Simulierte Person',
  preview: 'Was die Kamera sieht',
  loading: 'Wird vorbereitet …',
  permission: 'Bitte erlauben Sie die Kamera',
  checking: 'Wird geprüft …',
  binding: 'Gerät wird verbunden …',
  cancelled: 'Abgebrochen',
  cancelledText: 'Es wurde nichts geändert.',
  cancel: 'Abbrechen',
  close: 'Schließen',
  retry: 'Noch einmal versuchen',
  replaceDevice: 'Unbenutztes Gerät ersetzen',
  again: 'Neu starten',
  lockedFor: 'In {time} können Sie es wieder versuchen.',
  lockedForLong: 'Sie können es {time} wieder versuchen.',
  transaction: 'Sie bestätigen',
  hints: {
    'look-here': 'Schauen Sie in die Kamera',
    'come-closer': 'Kommen Sie etwas näher',
    'go-back': 'Gehen Sie etwas zurück',
    center: 'Bringen Sie Ihr Gesicht ins Oval',
    'more-light': 'Sie brauchen mehr Licht',
    'less-light': 'Zu hell: Drehen Sie sich vom Licht weg',
    'even-light': 'Drehen Sie sich zum Licht',
    'hold-still': 'Halten Sie still',
    'turn-to-front': 'Schauen Sie geradeaus',
    'head-upright': 'Halten Sie den Kopf gerade',
    'one-person': 'Bitte nur eine Person',
    good: 'Sehr gut, bleiben Sie so',
  },
  messages,
  devices: {
    title: 'Ihre Geräte',
    empty: 'Es ist kein Gerät verbunden.',
    loading: 'Geräte werden geladen …',
    own: 'Dieses Gerät',
    types: { BACKUP: 'Wiederherstellung', TEMPORARY: 'Einmalig', SDK: 'Browser' },
    created: 'Hinzugefügt: {date}',
    lastUsed: 'Zuletzt benutzt: {date}',
    never: 'Noch nicht benutzt',
    expires: 'Läuft ab: {date}',
    rename: '{name} umbenennen',
    nameOf: 'Name von {name}',
    save: 'Speichern',
    remove: '{name} entfernen',
    removeTitle: '{name} entfernen?',
    removeText: 'Damit kommen Sie dann nicht mehr in Ihr Konto.',
    removeOwnText:
      'Sie benutzen dieses Gerät gerade. Um es wieder zu verbinden, müssen Sie erst wieder in Ihr Konto kommen.',
    confirm: 'Entfernen',
    keep: 'Behalten',
    add: 'Weitere Wiederherstellung einrichten',
    done: 'Fertig',
    removed: '{name} wurde entfernt',
    renamed: 'In {name} umbenannt',
    reload: 'Noch einmal versuchen',
  },
};
