import type { Texts } from './en.ts';

export const it: Texts = {
  demo: 'Demo',
  skip: 'Vai al contenuto',
  camera: 'Fotocamera',
  realCamera: 'Fotocamera di questo dispositivo',
  simulatedPeople: 'Persone simulate',
  simulatedName: '{name} (simulazione)',
  language: 'Lingua',
  theme: 'Colori',
  themes: { auto: 'Come il sistema', light: 'Chiari', dark: 'Scuri' },
  settings: 'Impostazioni',
  account: 'Account',
  signIn: 'Accedi',
  signOut: 'Esci',
  back: 'Indietro',
  offline: 'Nessuna connessione',
  retry: 'Riprova',
  failed: 'Non ha funzionato',
  waiting: 'La banca non ha ancora risposto. Un momento, per favore.',

  home: {
    title: ['Hai perso il telefono.', 'Non il tuo account.'],
    lead: 'Su un nuovo dispositivo si rientra nel proprio account con il volto. Il volto non lascia mai la pagina. Larch è una banca inventata che mostra come.',
    create: 'Crea un account',
    comeBack: 'Ho un nuovo dispositivo',
    steps: [
      ['Accedi come sempre', 'Prima viene una password, un codice o un link.'],
      ['Mostra il volto', 'Browser e banca confrontano senza mostrarsi nulla.'],
      [
        'Di nuovo nel tuo account',
        'Questo browser riceve una chiave tutta sua. I dispositivi persi si rimuovono subito.',
      ],
    ],
    noCamera: 'Nessuna fotocamera? Scegli una persona simulata in «Fotocamera».',
    disclaimer:
      'Una demo con modelli solo per la valutazione. Usala insieme a un altro fattore, mai da sola.',
    element: 'Ciò che si vede: l’elemento per il recupero',
  },

  register: {
    title: 'Crea un account',
    lead: 'Nome e password, come ovunque. Poi configuri il volto.',
    name: 'Nome',
    password: 'Password',
    passwordHint: 'Almeno 8 caratteri',
    submit: 'Crea account',
    have: 'Ho già un account',
    codeSent: 'Se il nome è libero, sta arrivando un codice.',
  },

  setup: {
    title: 'Configura il volto',
    lead: 'Così perdere un dispositivo non significa perdere l’account.',
    backup: 'Recupero per il futuro',
    backupText:
      'La banca conserva una stringa sigillata (tipo BACKUP). Con quella e con il tuo volto entri da qualsiasi dispositivo nuovo.',
    alsoBind: 'Collega anche questo browser',
    temporary: 'Solo questo browser',
    temporaryText:
      'La stringa serve subito per collegare questo browser (tipo TEMPORARY). Per il futuro non resta nulla.',
    done: 'Al mio account',
    later: 'Non ora',
  },

  signInForm: {
    title: 'Accedi',
    lead: 'Il primo fattore: la banca lo verifica come sempre. Poi viene il volto.',
    name: 'Nome',
    withPassword: 'Password',
    withCode: 'Codice monouso',
    withLink: 'Link di accesso',
    sendCode: 'Invia un codice',
    sendLink: 'Invia un link',
    code: 'Codice',
    submit: 'Accedi',
    create: 'Crea un account',
    linkSent: 'Se l’account esiste, sta arrivando un link.',
    linkTitle: 'Accedi con questo link',
    linkFailed: 'Questo link è già stato usato o è troppo vecchio.',
  },

  inbox: {
    title: 'La tua posta',
    lead: 'Questa demo non invia messaggi. Quelli che arriverebbero sono qui.',
    empty: 'Ancora niente.',
    code: 'Il tuo codice per Larch è {code}.',
    link: 'Accedi a Larch con questo link.',
    accountExists: 'Hai già un account Larch. Accedi, oppure ignora questo messaggio.',
    use: 'Usa questo codice',
    open: 'Apri il link',
  },

  phone: {
    title: 'Continua su questo telefono',
    none: 'Apri questa pagina con il link o il codice QR sul tuo computer.',
  },

  recover: {
    title: 'Un nuovo dispositivo',
    lead: 'Il primo fattore è fatto. Ora entri con la stringa sigillata e il tuo volto.',
    none: 'La banca non ha un recupero per questo account. Entra in un altro modo, poi configurane uno.',
    withoutFace: 'Entra senza il volto',
    toAccount: 'Al mio account',
    enrollAgain: 'Configura di nuovo il volto, con i nuovi modelli',
  },

  confirm: {
    title: 'È bello rivederti',
    lead: 'Questo browser è collegato al tuo account. Lo aprono il tuo volto e la sua chiave.',
    otherDevice: 'Collega di nuovo questo browser',
  },

  withoutFace: {
    title: 'Un altro modo per accedere',
    lead: 'Senza il volto, la banca chiede altri due fattori: la password e un codice monouso.',
  },

  overview: {
    title: 'Che bello vederti, {name}',
    balance: 'Saldo',
    unprotected: 'Il tuo account non ha ancora un recupero',
    unprotectedText:
      'Se perdi questo dispositivo, solo una password protegge l’account. Uno sguardo alla fotocamera aiuta.',
    setup: 'Configura il volto',
    pay: 'Invia denaro',
    payText: 'Confermato con il tuo volto e con la chiave di questo browser.',
    payee: 'A',
    amount: 'Importo in euro',
    review: 'Continua',
    recent: 'Ultimi pagamenti',
    unbound: 'Questo browser non è collegato. I pagamenti si confermano in un browser collegato.',
    connect: 'Collega questo browser',
    danger: 'Non usare più il volto',
    dangerText: 'Cancella ogni dispositivo e tutto ciò che riguarda il tuo volto, in banca e qui.',
    remove: 'Rimuovi il mio volto',
    removeTitle: 'Rimuovere il tuo volto?',
    removeText: 'Ogni recupero e ogni browser collegato smette di funzionare. L’account resta.',
    keep: 'Mantieni',
  },

  payment: {
    title: 'Conferma il pagamento',
    lead: 'Ciò che vedi è ciò che viene firmato.',
    done: 'Pagato',
    doneText: 'La banca ha verificato la conferma e poi ha trasferito il denaro.',
    claims: 'Cosa ha verificato la banca',
  },

  events: {
    title: 'Eventi in questa pagina',
    lead: 'Gli eventi dell’elemento, man mano che arrivano. I contenuti sono sigillati.',
    empty: 'Ancora niente. Premi il pulsante dell’elemento.',
    clear: 'Svuota',
  },

  support: {
    title: 'Assistenza',
    lead: 'Cinque rifiuti bloccano l’account per dieci minuti. Solo l’assistenza della banca può togliere il blocco, dopo aver verificato la tua identità.',
  },

  refused: {
    'signed-out': 'Prima accedi.',
    'not-allowed': 'Per questo serve più di quanto hai mostrato finora.',
    'name-invalid': 'Un nome ha da 2 a 40 lettere, cifre o . _ @ -',
    'password-short': 'Una password ha da 8 a 200 caratteri.',
    wrong: 'Non è corretto. Riprova.',
    'no-client-state': 'La banca non ha un recupero per questo account.',
    assertion: 'La banca non ha potuto verificare. Riprova.',
    'too-large': 'È troppo grande.',
    'too-many': 'Troppi tentativi. Aspetta un po’ e riprova.',
    'no-inbox': 'Questa demo mostra i messaggi solo sul computer su cui è in esecuzione.',
    'not-found': 'Non esiste.',
    amount: 'Inserisci chi riceve il denaro e un importo coperto dal saldo.',
    'other-origin': 'Non viene da questa pagina.',
    offline: 'Nessuna connessione. Riprova.',
    trouble: 'Qualcosa è andato storto in banca. Riprova.',
  },
};
