import type { Texts } from './en.ts';

export const nl: Texts = {
  demo: 'Demo',
  skip: 'Naar de inhoud',
  camera: 'Camera',
  realCamera: 'Camera van dit apparaat',
  simulatedPeople: 'Gesimuleerde personen',
  simulatedName: '{name} (gesimuleerd)',
  language: 'Taal',
  theme: 'Kleuren',
  themes: { auto: 'Zoals het systeem', light: 'Licht', dark: 'Donker' },
  settings: 'Instellingen',
  account: 'Account',
  signIn: 'Inloggen',
  signOut: 'Uitloggen',
  back: 'Terug',
  offline: 'Geen verbinding',
  retry: 'Opnieuw proberen',
  failed: 'Dat lukte niet',
  waiting: 'De bank heeft nog niet geantwoord. Een ogenblik.',

  home: {
    title: ['Je telefoon is weg.', 'Je account niet.'],
    lead: 'Op een nieuw apparaat kom je met je gezicht weer in je account. Je gezicht verlaat de pagina nooit. Larch is een verzonnen bank die laat zien hoe.',
    create: 'Account aanmaken',
    comeBack: 'Ik heb een nieuw apparaat',
    steps: [
      ['Inloggen zoals altijd', 'Eerst komt een wachtwoord, een code of een link.'],
      ['Je gezicht laten zien', 'Browser en bank vergelijken zonder elkaar iets te laten zien.'],
      ['Je bent terug', 'Deze browser krijgt een eigen sleutel. Verloren apparaten verwijder je meteen.'],
    ],
    noCamera: 'Geen camera bij de hand? Kies een gesimuleerde persoon bij ‘Camera’.',
    disclaimer:
      'Een demo met modellen die alleen voor evaluatie zijn. Gebruik hem naast een andere factor, nooit alleen.',
    element: 'Wat mensen zien: het element voor accountherstel',
  },

  register: {
    title: 'Account aanmaken',
    lead: 'Een naam en een wachtwoord, zoals overal. Daarna stel je je gezicht in.',
    name: 'Naam',
    password: 'Wachtwoord',
    passwordHint: 'Minstens 8 tekens',
    submit: 'Account aanmaken',
    have: 'Ik heb een account',
    codeSent: 'Als de naam vrij is, is er een code onderweg.',
  },

  setup: {
    title: 'Je gezicht instellen',
    lead: 'Zodat je met een apparaat niet ook je account kwijtraakt.',
    backup: 'Herstel voor later',
    backupText:
      'De bank bewaart een verzegelde tekenreeks (type BACKUP). Daarmee en met je gezicht kom je op elk nieuw apparaat binnen.',
    alsoBind: 'Deze browser meteen koppelen',
    temporary: 'Alleen deze browser',
    temporaryText:
      'De tekenreeks wordt meteen gebruikt om deze browser te koppelen (type TEMPORARY). Voor later blijft er niets over.',
    done: 'Naar mijn account',
    later: 'Niet nu',
  },

  signInForm: {
    title: 'Inloggen',
    lead: 'De eerste factor: de bank controleert die zoals altijd. Daarna komt je gezicht.',
    name: 'Naam',
    withPassword: 'Wachtwoord',
    withCode: 'Eenmalige code',
    withLink: 'Inloglink',
    sendCode: 'Code sturen',
    sendLink: 'Link sturen',
    code: 'Code',
    submit: 'Inloggen',
    create: 'Account aanmaken',
    linkSent: 'Als dat account bestaat, is er een link onderweg.',
    linkTitle: 'Inloggen met deze link',
    linkFailed: 'Deze link is al gebruikt of te oud.',
  },

  inbox: {
    title: 'Je inbox',
    lead: 'Deze demo verstuurt geen berichten. Wat je zou krijgen, staat hier.',
    empty: 'Nog niets.',
    code: 'Je code voor Larch is {code}.',
    link: 'Log met deze link in bij Larch.',
    accountExists: 'Je hebt al een account bij Larch. Log in, of negeer dit bericht.',
    use: 'Deze code gebruiken',
    open: 'Link openen',
  },

  phone: {
    title: 'Verder op deze telefoon',
    none: 'Open deze pagina met de link of de QR-code op je computer.',
  },

  recover: {
    title: 'Een nieuw apparaat',
    lead: 'De eerste factor is klaar. Nu kom je binnen met de verzegelde tekenreeks en je gezicht.',
    none: 'De bank heeft geen herstel voor dit account. Kom op een andere manier binnen en stel er daarna een in.',
    withoutFace: 'Zonder gezicht naar binnen',
    toAccount: 'Naar mijn account',
    enrollAgain: 'Je gezicht opnieuw instellen met de nieuwe modellen',
  },

  confirm: {
    title: 'Welkom terug',
    lead: 'Deze browser is gekoppeld aan je account. Je gezicht en zijn sleutel openen het.',
    otherDevice: 'Deze browser opnieuw koppelen',
  },

  withoutFace: {
    title: 'Een andere manier',
    lead: 'Zonder gezicht vraagt de bank twee andere factoren: het wachtwoord en een eenmalige code.',
  },

  overview: {
    title: 'Fijn je te zien, {name}',
    balance: 'Saldo',
    unprotected: 'Je account heeft nog geen herstel',
    unprotectedText:
      'Raak je dit apparaat kwijt, dan beschermt alleen een wachtwoord je account. Een blik in de camera helpt.',
    setup: 'Je gezicht instellen',
    pay: 'Geld overmaken',
    payText: 'Bevestigd met je gezicht en de sleutel van deze browser.',
    payee: 'Aan',
    amount: 'Bedrag in euro',
    review: 'Verder',
    recent: 'Laatste betalingen',
    unbound: 'Deze browser is niet gekoppeld. Betalingen bevestig je in een gekoppelde browser.',
    connect: 'Deze browser koppelen',
    danger: 'Je gezicht niet meer gebruiken',
    dangerText: 'Wist elk apparaat en alles wat bij je gezicht hoort, bij de bank en hier.',
    remove: 'Mijn gezicht verwijderen',
    removeTitle: 'Je gezicht verwijderen?',
    removeText: 'Elk herstel en elke gekoppelde browser werkt dan niet meer. Het account blijft.',
    keep: 'Behouden',
  },

  payment: {
    title: 'Betaling bevestigen',
    lead: 'Wat je ziet, wordt ondertekend.',
    done: 'Betaald',
    doneText: 'De bank heeft de bevestiging gecontroleerd en daarna het geld overgemaakt.',
    claims: 'Wat de bank heeft gecontroleerd',
  },

  events: {
    title: 'Gebeurtenissen op deze pagina',
    lead: 'Gebeurtenissen van het element, zoals ze binnenkomen. De inhoud is verzegeld.',
    empty: 'Nog niets. Druk op de knop van het element.',
    clear: 'Wissen',
  },

  support: {
    title: 'Klantenservice',
    lead: 'Na vijf weigeringen is het account tien minuten vergrendeld. Alleen de klantenservice van de bank kan dat opheffen, nadat is vastgesteld wie je bent.',
  },

  refused: {
    'signed-out': 'Log eerst in.',
    'not-allowed': 'Daarvoor is meer nodig dan je tot nu toe hebt laten zien.',
    'name-invalid': 'Een naam heeft 2 tot 40 letters, cijfers of . _ @ -',
    'password-short': 'Een wachtwoord heeft 8 tot 200 tekens.',
    wrong: 'Dat klopt niet. Probeer het opnieuw.',
    'no-client-state': 'De bank heeft geen herstel voor dit account.',
    assertion: 'De bank kon dat niet controleren. Probeer het opnieuw.',
    'too-large': 'Dat is te groot.',
    'too-many': 'Te veel pogingen. Wacht even en probeer het opnieuw.',
    'no-inbox': 'Deze demo laat berichten alleen zien op de computer waarop hij draait.',
    'not-found': 'Dat bestaat niet.',
    amount: 'Vul in wie het geld krijgt, en een bedrag dat je saldo dekt.',
    'other-origin': 'Dat kwam niet van deze pagina.',
    offline: 'Geen verbinding. Probeer het opnieuw.',
    trouble: 'Er ging iets mis bij de bank. Probeer het opnieuw.',
  },
};
