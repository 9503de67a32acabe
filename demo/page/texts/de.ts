import type { Texts } from './en.ts';

export const de: Texts = {
  demo: 'Demo',
  skip: 'Zum Inhalt',
  camera: 'Kamera',
  realCamera: 'Kamera dieses Geräts',
  simulatedPeople: 'Simulierte Personen',
  simulatedName: '{name} (simuliert)',
  language: 'Sprache',
  theme: 'Farben',
  themes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  settings: 'Einstellungen',
  account: 'Konto',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  back: 'Zurück',
  offline: 'Keine Verbindung',
  retry: 'Noch einmal versuchen',
  failed: 'Das hat nicht geklappt',
  waiting: 'Die Bank hat noch nicht geantwortet. Einen Moment bitte.',

  home: {
    title: ['Ihr Handy ist weg.', 'Ihr Konto nicht.'],
    lead: 'Auf einem neuen Gerät kommen Menschen mit ihrem Gesicht wieder in ihr Konto. Das Gesicht verlässt die Seite nie. Larch ist eine erfundene Bank, die zeigt, wie das geht.',
    create: 'Konto anlegen',
    comeBack: 'Ich habe ein neues Gerät',
    steps: [
      ['Anmelden wie immer', 'Zuerst kommt ein Passwort, ein Code oder ein Link.'],
      ['Gesicht zeigen', 'Browser und Bank vergleichen, ohne einander etwas zu zeigen.'],
      [
        'Wieder drin',
        'Dieser Browser bekommt einen eigenen Schlüssel. Verlorene Geräte lassen sich gleich entfernen.',
      ],
    ],
    noCamera: 'Keine Kamera da? Wählen Sie unter „Kamera“ eine simulierte Person.',
    disclaimer: 'Eine Demo mit Modellen nur zur Erprobung. Immer neben einem anderen Faktor, nie allein.',
    element: 'Das sehen Menschen: das Element zur Wiederherstellung',
  },

  register: {
    title: 'Konto anlegen',
    lead: 'Name und Passwort, wie überall. Danach richten Sie Ihr Gesicht ein.',
    name: 'Name',
    password: 'Passwort',
    passwordHint: 'Mindestens 8 Zeichen',
    submit: 'Konto anlegen',
    have: 'Ich habe ein Konto',
    codeSent: 'Wenn der Name frei ist, ist ein Code an Sie unterwegs.',
  },

  setup: {
    title: 'Gesicht einrichten',
    lead: 'Damit ein verlorenes Gerät nicht ein verlorenes Konto bedeutet.',
    backup: 'Wiederherstellung für später',
    backupText:
      'Die Bank hebt eine versiegelte Zeichenkette auf (Art BACKUP). Mit ihr und Ihrem Gesicht kommt jedes neue Gerät hinein.',
    alsoBind: 'Diesen Browser gleich mit verbinden',
    temporary: 'Nur dieser Browser',
    temporaryText:
      'Die Zeichenkette wird sofort verbraucht, um diesen Browser zu verbinden (Art TEMPORARY). Für später bleibt nichts.',
    done: 'Zu meinem Konto',
    later: 'Jetzt nicht',
  },

  signInForm: {
    title: 'Anmelden',
    lead: 'Der erste Faktor: Die Bank prüft ihn wie immer. Danach kommt Ihr Gesicht.',
    name: 'Name',
    withPassword: 'Passwort',
    withCode: 'Einmalcode',
    withLink: 'Anmeldelink',
    sendCode: 'Code senden',
    sendLink: 'Link senden',
    code: 'Code',
    submit: 'Anmelden',
    create: 'Konto anlegen',
    linkSent: 'Wenn es das Konto gibt, ist ein Link unterwegs.',
    linkTitle: 'Mit diesem Link anmelden',
    linkFailed: 'Dieser Link wurde schon benutzt oder ist zu alt.',
  },

  inbox: {
    title: 'Ihr Posteingang',
    lead: 'Diese Demo verschickt keine Post. Was ankäme, steht hier.',
    empty: 'Noch nichts.',
    code: 'Ihr Code für Larch ist {code}.',
    link: 'Melden Sie sich mit diesem Link bei Larch an.',
    accountExists:
      'Sie haben bei Larch schon ein Konto. Melden Sie sich an, oder beachten Sie das nicht weiter.',
    use: 'Diesen Code nehmen',
    open: 'Link öffnen',
  },

  phone: {
    title: 'Auf diesem Handy weitermachen',
    none: 'Öffnen Sie diese Seite über den Link oder den QR-Code auf Ihrem Computer.',
  },

  recover: {
    title: 'Ein neues Gerät',
    lead: 'Der erste Faktor ist geschafft. Jetzt bringen die versiegelte Zeichenkette und Ihr Gesicht Sie hinein.',
    none: 'Für dieses Konto hat die Bank keine Wiederherstellung. Nehmen Sie einen anderen Weg und richten Sie dann eine ein.',
    withoutFace: 'Ohne Gesicht hinein',
    toAccount: 'Zu meinem Konto',
    enrollAgain: 'Gesicht mit den neuen Modellen neu einrichten',
  },

  confirm: {
    title: 'Willkommen zurück',
    lead: 'Dieser Browser ist mit Ihrem Konto verbunden. Ihr Gesicht und sein Schlüssel öffnen es.',
    otherDevice: 'Diesen Browser neu verbinden',
  },

  withoutFace: {
    title: 'Ein anderer Weg',
    lead: 'Ohne Gesicht verlangt die Bank zwei andere Faktoren: das Passwort und einen Einmalcode.',
  },

  overview: {
    title: 'Schön, Sie zu sehen, {name}',
    balance: 'Kontostand',
    unprotected: 'Ihr Konto hat noch keine Wiederherstellung',
    unprotectedText:
      'Geht dieses Gerät verloren, muss das Passwort allein reichen. Ein Blick in die Kamera macht es besser.',
    setup: 'Gesicht einrichten',
    pay: 'Geld senden',
    payText: 'Bestätigt mit Ihrem Gesicht und dem Schlüssel dieses Browsers.',
    payee: 'An',
    amount: 'Betrag in Euro',
    review: 'Weiter',
    recent: 'Letzte Zahlungen',
    unbound: 'Dieser Browser ist nicht verbunden: Zahlungen werden auf einem verbundenen bestätigt.',
    connect: 'Diesen Browser verbinden',
    danger: 'Gesicht nicht mehr benutzen',
    dangerText: 'Löscht jedes Gerät und alles, was zu Ihrem Gesicht gehört, bei der Bank und hier.',
    remove: 'Mein Gesicht entfernen',
    removeTitle: 'Ihr Gesicht entfernen?',
    removeText: 'Jede Wiederherstellung und jeder verbundene Browser endet. Das Konto bleibt.',
    keep: 'Behalten',
  },

  payment: {
    title: 'Zahlung bestätigen',
    lead: 'Was Sie sehen, wird unterschrieben.',
    done: 'Bezahlt',
    doneText: 'Die Bank hat die Aussage geprüft und dann das Geld überwiesen.',
    claims: 'Was die Bank geprüft hat',
  },

  events: {
    title: 'Was die Seite erfährt',
    lead: 'Ereignisse des Elements, wie sie kommen. Inhalte sind versiegelt.',
    empty: 'Noch nichts. Drücken Sie den Knopf des Elements.',
    clear: 'Leeren',
  },

  support: {
    title: 'Kundendienst',
    lead: 'Fünf Ablehnungen sperren das Konto für zehn Minuten. Nur der Kundendienst der Bank kann die Sperre aufheben, nachdem Sie sich ausgewiesen haben.',
  },

  refused: {
    'signed-out': 'Bitte melden Sie sich zuerst an.',
    'not-allowed': 'Dafür reicht noch nicht, was Sie gezeigt haben.',
    'name-invalid': 'Ein Name hat 2 bis 40 Buchstaben, Ziffern oder . _ @ -',
    'password-short': 'Ein Passwort hat 8 bis 200 Zeichen.',
    wrong: 'Das passt nicht. Bitte versuchen Sie es noch einmal.',
    'no-client-state': 'Für dieses Konto hat die Bank keine Wiederherstellung.',
    assertion: 'Die Bank konnte das nicht prüfen. Bitte versuchen Sie es noch einmal.',
    'too-large': 'Das ist zu groß.',
    'too-many': 'Zu viele Versuche. Bitte warten Sie etwas und versuchen Sie es noch einmal.',
    'no-inbox': 'Diese Demo zeigt Nachrichten nur auf dem Rechner, auf dem sie läuft.',
    'not-found': 'Das gibt es nicht.',
    amount: 'Bitte geben Sie an, wer es bekommt, und einen Betrag, den Ihr Konto deckt.',
    'other-origin': 'Das kam nicht von dieser Seite.',
    offline: 'Keine Verbindung. Bitte versuchen Sie es noch einmal.',
    trouble: 'Bei der Bank ging etwas schief. Bitte versuchen Sie es noch einmal.',
  },
};
