import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Questa pagina non è sicura',
    text: 'La fotocamera funziona solo nelle pagine sicure. Avvisa il gestore di questo sito.',
  },
  'old-browser': {
    title: 'Questo browser non è compatibile',
    text: 'Aggiornalo o usa un altro browser.',
  },
  'no-camera-api': {
    title: 'Questo browser non dà accesso alla fotocamera',
    text: 'In questo browser le pagine non possono usare la fotocamera. Apri questa pagina in un altro browser.',
  },
  'opened-in-app': {
    title: 'Apri questa pagina nel browser',
    text: 'L’app che mostra questa pagina non le permette di usare la fotocamera. Scegli «Apri nel browser» nel menu dell’app, oppure copia l’indirizzo nel browser.',
  },
  'pixels-blocked': {
    title: 'Questo browser nasconde l’immagine',
    text: 'Questa pagina non riceve ciò che vede la fotocamera. Consenti a questo sito di usare i dati canvas e ricarica la pagina, oppure usa un altro browser.',
  },
  blocked: {
    title: 'Bloccato da questo sito',
    text: 'Le impostazioni di questo sito non lo consentono. Avvisa chi lo gestisce.',
  },
  'loading-failed': {
    title: 'Il caricamento non è riuscito',
    text: 'Ricarica questa pagina. Se non basta, controlla la connessione o avvisa il gestore di questo sito.',
  },
  'page-outdated': {
    title: 'Ricarica questa pagina',
    text: 'Potrebbe non essere aggiornata. Se non basta, avvisa il gestore di questo sito.',
  },
  'camera-denied': {
    title: 'Nessun accesso alla fotocamera',
    text: 'Consenti la fotocamera per questa pagina: seleziona l’icona accanto all’indirizzo, poi riprova.',
  },
  'camera-denied-by-system': {
    title: 'Il dispositivo blocca la fotocamera',
    text: 'Apri le impostazioni sulla privacy del dispositivo, consenti al browser di usare la fotocamera, poi riprova.',
  },
  'camera-dismissed': {
    title: 'Ci serve la fotocamera',
    text: 'Riprova e consenti la fotocamera quando il browser lo chiede.',
  },
  'camera-none': {
    title: 'Nessuna fotocamera trovata',
    text: 'Collega una fotocamera, consentila nelle impostazioni sulla privacy del dispositivo, oppure usa un dispositivo che ne abbia una.',
  },
  'camera-in-use': {
    title: 'La fotocamera è occupata',
    text: 'Forse la sta usando un’altra app. Chiudi le app che usano la fotocamera, poi riprova. Se non basta, consenti la fotocamera nelle impostazioni sulla privacy del dispositivo.',
  },
  'camera-ended': {
    title: 'La fotocamera si è scollegata',
    text: 'Controlla la fotocamera e il suo interruttore, poi riprova.',
  },
  'no-face': {
    title: 'Non abbiamo visto nessun volto',
    text: 'Assicurati che il volto si veda per intero, poi riprova.',
  },
  'too-dark': {
    title: 'La luce non basta',
    text: 'Girati verso una finestra o una lampada, controlla che nulla copra la fotocamera, poi riprova.',
  },
  'low-quality': {
    title: 'L’immagine non era abbastanza nitida',
    text: 'Non muoverti, guarda dritto davanti a te, avvicinati un po’, poi riprova.',
  },
  'timed-out': { title: 'Ci è voluto troppo tempo', text: 'Riprova e segui le indicazioni.' },
  'liveness-failed': {
    title: 'Non ha funzionato del tutto',
    text: 'Fai ogni movimento quando ti viene chiesto e tieni il volto nell’immagine, oppure accedi in un altro modo.',
  },
  'several-people': {
    title: 'C’era più di una persona',
    text: 'Assicurati che nell’immagine ci sia solo tu, poi riprova.',
  },
  'camera-changed': {
    title: 'La fotocamera è cambiata',
    text: 'Usa sempre la stessa fotocamera, poi riprova.',
  },
  'photo-format': {
    title: 'Questo tipo di file non va bene',
    text: 'Scegli una foto in formato JPEG, PNG o WebP. Le foto HEIC e i file PDF non vanno bene.',
  },
  'photo-unreadable': {
    title: 'Questa foto non si apre',
    text: 'Forse il file è danneggiato. Scegline un’altra copia.',
  },
  'photo-too-large': {
    title: 'Questa foto è troppo grande',
    text: 'Scegli una foto con meno pixel.',
  },
  'photo-no-face': {
    title: 'In questa foto non c’è nessun volto',
    text: 'Scegli una foto che mostri il tuo volto di fronte.',
  },
  'photo-several-faces': {
    title: 'In questa foto c’è più di un volto',
    text: 'Scegli una foto in cui ci sei solo tu.',
  },
  'photo-low-quality': {
    title: 'Questa foto non è abbastanza nitida',
    text: 'Scegli una foto nitida del tuo volto, con luce uniforme.',
  },
  'photo-wrong-file': {
    title: 'Questa è un’altra foto',
    text: 'Scegli esattamente il file che è stato verificato, senza modifiche.',
  },
  'device-trouble': {
    title: 'Qualcosa non ha funzionato su questo dispositivo',
    text: 'Chiudi altre pagine e app, poi riprova.',
  },
  'storage-trouble': {
    title: 'Questo browser non può salvare nulla',
    text: 'Consenti a questo sito di salvare dati, chiudi le sue altre schede ed esci dalla navigazione privata.',
  },
  'storage-full': {
    title: 'Lo spazio su questo dispositivo è esaurito',
    text: 'Non è cambiato nulla. Libera un po’ di spazio, poi riprova.',
  },
  'storage-lost': {
    title: 'Questo dispositivo non è più collegato',
    text: 'Il browser ha perso i suoi dati. Rientra nel tuo account ancora una volta. Il tuo account è al sicuro.',
  },
  'connection-lost': {
    title: 'Ricarica questa pagina',
    text: 'Il browser ha chiuso il suo spazio di archiviazione. Non è cambiato nulla. Ricarica la pagina e riprova.',
  },
  'state-invalid': {
    title: 'I tuoi dati di recupero non sono leggibili',
    text: 'Contatta l’assistenza di questo sito o usa un altro modo per accedere.',
  },
  'other-person': {
    title: 'Questi dati sono di un altro account',
    text: 'Accedi di nuovo con il tuo account. Se non basta, contatta l’assistenza di questo sito.',
  },
  'state-expired': {
    title: 'I tuoi dati di recupero sono scaduti',
    text: 'Accedi in un altro modo, poi configura di nuovo il recupero.',
  },
  'state-outdated': {
    title: 'Registra di nuovo il tuo volto',
    text: 'Il riconoscimento facciale è migliorato. Ricarica questa pagina. Se non basta, accedi in un altro modo, poi configura di nuovo il recupero.',
  },
  revoked: {
    title: 'Rimosso dal tuo account',
    text: 'Accedi in un altro modo. Poi potrai configurarlo di nuovo.',
  },
  'not-recognized': {
    title: 'Non abbiamo riconosciuto il tuo volto',
    text: 'Riprova con una luce migliore e senza occhiali da sole, oppure accedi in un altro modo.',
  },
  locked: { title: 'Troppi tentativi', text: 'Per la tua sicurezza, l’accesso è bloccato per un po’.' },
  frozen: {
    title: 'Troppi tentativi',
    text: 'Per la tua sicurezza, questo modo per accedere è chiuso per ora. Usane un altro, poi configura di nuovo il recupero.',
  },
  busy: {
    title: 'È già in corso',
    text: 'L’operazione è già in corso in questa pagina o in un’altra scheda. Completala lì.',
  },
  interrupted: { title: 'L’operazione si è interrotta', text: 'Ricomincia da capo.' },
  'already-enrolled': { title: 'Già configurato', text: 'Il tuo volto è già registrato.' },
  'handoff-expired': {
    title: 'Questo link è scaduto',
    text: 'Un link vale cinque minuti. Richiedine uno nuovo sul computer.',
  },
  'handoff-used': {
    title: 'Questo link è già stato usato',
    text: 'Funziona una volta sola e ora è tutto fatto. Torna al computer.',
  },
  'handoff-taken': {
    title: 'Questo link è già in uso',
    text: 'È aperto su un altro telefono, oppure questa pagina è stata ricaricata. Annulla sul computer e ricomincia.',
  },
  'handoff-cancelled': {
    title: 'Operazione interrotta',
    text: 'È stata annullata, oppure il numero era sbagliato per tre volte. Non è cambiato nulla. Puoi ricominciare sul computer.',
  },
  offline: {
    title: 'Nessuna connessione a Internet',
    text: 'Non hai perso nulla. Riprova quando sarai di nuovo online.',
  },
  'page-mistake': {
    title: 'Questa pagina non è configurata bene',
    text: 'Avvisa l’assistenza di questo sito o usa un altro modo per accedere.',
  },
  'service-trouble': { title: 'Il servizio non risponde', text: 'Riprova tra un po’.' },
  'sign-in-again': {
    title: 'Accedi di nuovo',
    text: 'La tua autorizzazione è scaduta o non comprende questa operazione. Se accedere di nuovo non basta, contatta l’assistenza di questo sito.',
  },
  'too-many': { title: 'Il servizio è molto richiesto', text: 'Attendi un momento, poi riprova.' },
  'device-limit': { title: 'Troppi dispositivi', text: 'Rimuovi prima uno dei tuoi dispositivi.' },
  'device-replaceable': {
    title: 'Troppi dispositivi',
    text: 'Uno dei tuoi dispositivi somiglia a questo browser e non è mai stato usato. Questo browser può prendere il suo posto.',
  },
  'wrong-clock': {
    title: 'La data o l’ora di questo dispositivo è sbagliata',
    text: 'Correggi data e ora nelle impostazioni del dispositivo, poi riprova.',
  },
  security: {
    title: 'Operazione interrotta per la tua sicurezza',
    text: 'La risposta del server non è attendibile. Avvisa il gestore di questo sito.',
  },
};
