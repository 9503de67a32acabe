import type { Texts } from './en.ts';

export const pl: Texts = {
  demo: 'Demo',
  skip: 'Przejdź do treści',
  camera: 'Kamera',
  realCamera: 'Kamera tego urządzenia',
  simulatedPeople: 'Symulowane osoby',
  simulatedName: '{name} (symulacja)',
  language: 'Język',
  theme: 'Kolory',
  themes: { auto: 'Jak w systemie', light: 'Jasne', dark: 'Ciemne' },
  settings: 'Ustawienia',
  account: 'Konto',
  signIn: 'Zaloguj się',
  signOut: 'Wyloguj się',
  back: 'Wstecz',
  offline: 'Brak połączenia',
  retry: 'Spróbuj ponownie',
  failed: 'Nie udało się',
  waiting: 'Bank jeszcze nie odpowiedział. Chwileczkę.',

  home: {
    title: ['Telefon przepadł.', 'Konto zostało.'],
    lead: 'Na nowym urządzeniu dostęp do konta odzyskuje się twarzą. Twarz nigdy nie opuszcza strony. Larch to zmyślony bank, który pokazuje, jak to działa.',
    create: 'Załóż konto',
    comeBack: 'Mam nowe urządzenie',
    steps: [
      ['Zaloguj się jak zawsze', 'Najpierw hasło, kod lub link.'],
      ['Pokaż twarz', 'Przeglądarka i bank porównują, nie pokazując sobie niczego.'],
      ['Dostęp odzyskany', 'Ta przeglądarka dostaje własny klucz. Utracone urządzenia można od razu usunąć.'],
    ],
    noCamera: 'Nie masz kamery? Wybierz symulowaną osobę w polu „Kamera”.',
    disclaimer: 'Demo z modelami tylko do oceny. Używaj go obok innego składnika, nigdy samodzielnie.',
    element: 'To widzą ludzie: element odzyskiwania dostępu',
  },

  register: {
    title: 'Załóż konto',
    lead: 'Nazwa i hasło, jak wszędzie. Potem skonfigurujesz twarz.',
    name: 'Nazwa',
    password: 'Hasło',
    passwordHint: 'Co najmniej 8 znaków',
    submit: 'Załóż konto',
    have: 'Mam konto',
    codeSent: 'Jeśli nazwa jest wolna, kod jest już w drodze.',
  },

  setup: {
    title: 'Skonfiguruj twarz',
    lead: 'Żeby utrata urządzenia nie oznaczała utraty konta.',
    backup: 'Odzyskiwanie na później',
    backupText:
      'Bank przechowuje zapieczętowany ciąg znaków (typ BACKUP). Z nim i z Twoją twarzą otworzysz konto na każdym nowym urządzeniu.',
    alsoBind: 'Połącz też tę przeglądarkę',
    temporary: 'Tylko ta przeglądarka',
    temporaryText:
      'Ciąg znaków posłuży od razu do połączenia tej przeglądarki (typ TEMPORARY). Na później nic nie zostaje.',
    done: 'Do mojego konta',
    later: 'Nie teraz',
  },

  signInForm: {
    title: 'Zaloguj się',
    lead: 'Pierwszy składnik: bank sprawdza go jak zawsze. Potem przychodzi kolej na twarz.',
    name: 'Nazwa',
    withPassword: 'Hasło',
    withCode: 'Kod jednorazowy',
    withLink: 'Link do logowania',
    sendCode: 'Wyślij kod',
    sendLink: 'Wyślij link',
    code: 'Kod',
    submit: 'Zaloguj się',
    create: 'Załóż konto',
    linkSent: 'Jeśli to konto istnieje, link jest już w drodze.',
    linkTitle: 'Zaloguj się tym linkiem',
    linkFailed: 'Ten link został już użyty albo jest zbyt stary.',
  },

  inbox: {
    title: 'Twoja skrzynka',
    lead: 'To demo nie wysyła wiadomości. To, co by przyszło, jest tutaj.',
    empty: 'Jeszcze nic.',
    code: 'Twój kod do Larch to {code}.',
    link: 'Zaloguj się do Larch tym linkiem.',
    accountExists: 'Masz już konto w Larch. Zaloguj się albo zignoruj tę wiadomość.',
    use: 'Użyj tego kodu',
    open: 'Otwórz link',
  },

  phone: {
    title: 'Kontynuuj na tym telefonie',
    none: 'Otwórz tę stronę linkiem lub kodem QR z komputera.',
  },

  recover: {
    title: 'Nowe urządzenie',
    lead: 'Pierwszy składnik jest gotowy. Teraz zapieczętowany ciąg i Twoja twarz otworzą konto.',
    none: 'Bank nie ma odzyskiwania dla tego konta. Wejdź w inny sposób, a potem je skonfiguruj.',
    withoutFace: 'Wejdź bez użycia twarzy',
    toAccount: 'Do mojego konta',
    enrollAgain: 'Skonfiguruj twarz ponownie, z nowymi modelami',
  },

  confirm: {
    title: 'Witaj ponownie',
    lead: 'Ta przeglądarka jest połączona z Twoim kontem. Otwierają je Twoja twarz i jej klucz.',
    otherDevice: 'Połącz tę przeglądarkę ponownie',
  },

  withoutFace: {
    title: 'Inny sposób',
    lead: 'Bez twarzy bank prosi o dwa inne składniki: hasło i kod jednorazowy.',
  },

  overview: {
    title: 'Dobrze Cię widzieć, {name}',
    balance: 'Saldo',
    unprotected: 'Twoje konto nie ma jeszcze odzyskiwania',
    unprotectedText:
      'Po utracie tego urządzenia konto chroni tylko hasło. Wystarczy spojrzeć w kamerę, żeby to zmienić.',
    setup: 'Skonfiguruj twarz',
    pay: 'Wyślij pieniądze',
    payText: 'Potwierdzasz twarzą i kluczem tej przeglądarki.',
    payee: 'Odbiorca',
    amount: 'Kwota w euro',
    review: 'Dalej',
    recent: 'Ostatnie płatności',
    unbound: 'Ta przeglądarka nie jest połączona. Płatności potwierdza się w połączonej.',
    connect: 'Połącz tę przeglądarkę',
    danger: 'Rezygnacja z użycia twarzy',
    dangerText: 'Usuwa każde urządzenie i wszystko, co dotyczy Twojej twarzy, w banku i tutaj.',
    remove: 'Usuń moją twarz',
    removeTitle: 'Usunąć Twoją twarz?',
    removeText: 'Każde odzyskiwanie i każda połączona przeglądarka przestaną działać. Konto zostaje.',
    keep: 'Zachowaj',
  },

  payment: {
    title: 'Potwierdź płatność',
    lead: 'Podpisujesz dokładnie to, co widzisz.',
    done: 'Zapłacono',
    doneText: 'Bank sprawdził potwierdzenie, a potem przekazał pieniądze.',
    claims: 'Co sprawdził bank',
  },

  events: {
    title: 'Zdarzenia na tej stronie',
    lead: 'Zdarzenia elementu w kolejności. Treści są zapieczętowane.',
    empty: 'Jeszcze nic. Naciśnij przycisk elementu.',
    clear: 'Wyczyść',
  },

  support: {
    title: 'Pomoc techniczna',
    lead: 'Pięć odmów blokuje konto na dziesięć minut. Blokadę może zdjąć tylko pomoc techniczna banku, po sprawdzeniu Twojej tożsamości.',
  },

  refused: {
    'signed-out': 'Najpierw się zaloguj.',
    'not-allowed': 'Do tego potrzeba więcej niż dotychczasowe potwierdzenia.',
    'name-invalid': 'Nazwa ma od 2 do 40 liter, cyfr lub znaków . _ @ -',
    'password-short': 'Hasło ma od 8 do 200 znaków.',
    wrong: 'To się nie zgadza. Spróbuj ponownie.',
    'no-client-state': 'Bank nie ma odzyskiwania dla tego konta.',
    assertion: 'Bank nie mógł tego sprawdzić. Spróbuj ponownie.',
    'too-large': 'To jest za duże.',
    'too-many': 'Zbyt wiele prób. Odczekaj chwilę i spróbuj ponownie.',
    'no-inbox': 'To demo pokazuje wiadomości tylko na komputerze, na którym działa.',
    'not-found': 'To nie istnieje.',
    amount: 'Podaj odbiorcę i kwotę, na którą wystarczy saldo.',
    'other-origin': 'To nie przyszło z tej strony.',
    offline: 'Brak połączenia. Spróbuj ponownie.',
    trouble: 'W banku coś poszło nie tak. Spróbuj ponownie.',
  },
};
