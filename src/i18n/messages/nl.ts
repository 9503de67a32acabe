import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Deze pagina is niet veilig',
    text: 'De camera werkt alleen op veilige pagina’s. Laat het de beheerder van deze website weten.',
  },
  'old-browser': {
    title: 'Deze browser kan dit niet',
    text: 'Werk de browser bij of gebruik een andere browser.',
  },
  'no-camera-api': {
    title: 'Geen camera in deze browser',
    text: 'In deze browser kunnen pagina’s de camera niet gebruiken. Open deze pagina in een andere browser.',
  },
  'opened-in-app': {
    title: 'Open deze pagina in je browser',
    text: 'De app die deze pagina toont, geeft geen toegang tot de camera. Kies ‘Openen in browser’ in het menu van de app, of kopieer het adres naar je browser.',
  },
  'pixels-blocked': {
    title: 'Deze browser verbergt het beeld',
    text: 'Deze pagina krijgt niet te zien wat de camera ziet. Sta deze website toe om canvasgegevens te gebruiken en laad de pagina opnieuw, of gebruik een andere browser.',
  },
  blocked: {
    title: 'Geblokkeerd door deze website',
    text: 'De instellingen van deze website staan dit niet toe. Laat het de beheerder weten.',
  },
  'loading-failed': {
    title: 'Niet alles is geladen',
    text: 'Laad deze pagina opnieuw. Helpt dat niet, controleer dan je verbinding of laat het de beheerder van deze website weten.',
  },
  'page-outdated': {
    title: 'Laad deze pagina opnieuw',
    text: 'Misschien is de pagina verouderd. Helpt opnieuw laden niet, laat het dan de beheerder van deze website weten.',
  },
  'camera-denied': {
    title: 'Geen toegang tot de camera',
    text: 'Sta de camera toe voor deze pagina: kies het pictogram naast het adres en probeer het opnieuw.',
  },
  'camera-denied-by-system': {
    title: 'Dit apparaat blokkeert de camera',
    text: 'Open de privacyinstellingen van het apparaat, sta de camera toe voor je browser en probeer het opnieuw.',
  },
  'camera-dismissed': {
    title: 'We hebben je camera nodig',
    text: 'Probeer het opnieuw en sta de camera toe als je browser erom vraagt.',
  },
  'camera-none': {
    title: 'Geen camera gevonden',
    text: 'Sluit een camera aan, sta hem toe in de privacyinstellingen van het apparaat, of gebruik een apparaat met een camera.',
  },
  'camera-in-use': {
    title: 'De camera is bezet',
    text: 'Misschien gebruikt een andere app hem. Sluit apps die de camera gebruiken en probeer het opnieuw. Helpt dat niet, sta de camera dan toe in de privacyinstellingen van het apparaat.',
  },
  'camera-ended': {
    title: 'De camera is losgekoppeld',
    text: 'Controleer de camera en de schakelaar ervan en probeer het opnieuw.',
  },
  'no-face': {
    title: 'We zagen geen gezicht',
    text: 'Zorg dat je hele gezicht in beeld is en probeer het opnieuw.',
  },
  'too-dark': {
    title: 'Er is te weinig licht',
    text: 'Draai je naar een raam of een lamp, controleer of niets de camera bedekt en probeer het opnieuw.',
  },
  'low-quality': {
    title: 'Het beeld was niet scherp genoeg',
    text: 'Beweeg niet, kijk recht vooruit, kom iets dichterbij en probeer het opnieuw.',
  },
  'timed-out': { title: 'Dat duurde te lang', text: 'Probeer het opnieuw en volg de aanwijzingen.' },
  'liveness-failed': {
    title: 'Dat lukte nog niet helemaal',
    text: 'Maak elke beweging zodra erom wordt gevraagd en houd je gezicht in beeld. Of gebruik een andere manier.',
  },
  'several-people': {
    title: 'Er was meer dan één persoon in beeld',
    text: 'Zorg dat alleen jij in beeld bent en probeer het opnieuw.',
  },
  'camera-changed': {
    title: 'De camera is gewisseld',
    text: 'Blijf dezelfde camera gebruiken en probeer het opnieuw.',
  },
  'photo-format': {
    title: 'Dit soort bestand werkt niet',
    text: 'Kies een foto als JPEG, PNG of WebP. HEIC-foto’s en pdf-bestanden werken niet.',
  },
  'photo-unreadable': {
    title: 'Deze foto kan niet worden geopend',
    text: 'Misschien is het bestand beschadigd. Kies een andere kopie.',
  },
  'photo-too-large': {
    title: 'Deze foto is te groot',
    text: 'Kies een foto met minder pixels.',
  },
  'photo-no-face': {
    title: 'Er staat geen gezicht op deze foto',
    text: 'Kies een foto waarop je gezicht van voren te zien is.',
  },
  'photo-several-faces': {
    title: 'Er staat meer dan één gezicht op deze foto',
    text: 'Kies een foto waarop alleen jij staat.',
  },
  'photo-low-quality': {
    title: 'Deze foto is niet scherp genoeg',
    text: 'Kies een scherpe, gelijkmatig belichte foto van je gezicht.',
  },
  'photo-wrong-file': {
    title: 'Dat is een andere foto',
    text: 'Kies precies het bestand dat is gecontroleerd, zonder wijzigingen.',
  },
  'device-trouble': {
    title: 'Er ging iets mis op dit apparaat',
    text: 'Sluit andere pagina’s en apps en probeer het opnieuw.',
  },
  'storage-trouble': {
    title: 'Deze browser kan niets opslaan',
    text: 'Sta deze website toe om gegevens op te slaan, sluit de andere tabbladen ervan en verlaat de privémodus.',
  },
  'storage-full': {
    title: 'Dit apparaat is vol',
    text: 'Er is niets veranderd. Maak wat ruimte vrij en probeer het opnieuw.',
  },
  'storage-lost': {
    title: 'Dit apparaat is niet meer gekoppeld',
    text: 'De browser is zijn gegevens kwijt. Koppel dit apparaat opnieuw met je gezicht. Je account is veilig.',
  },
  'connection-lost': {
    title: 'Laad deze pagina opnieuw',
    text: 'De browser heeft zijn opslag gesloten. Er is niets veranderd. Laad de pagina opnieuw en probeer het nog een keer.',
  },
  'state-invalid': {
    title: 'We kunnen je herstelgegevens niet lezen',
    text: 'Neem contact op met de klantenservice van deze website of gebruik een andere manier.',
  },
  'other-person': {
    title: 'Dit hoort bij een ander account',
    text: 'Log opnieuw in met je eigen account. Helpt dat niet, neem dan contact op met de klantenservice van deze website.',
  },
  'state-expired': {
    title: 'Je herstelgegevens zijn verlopen',
    text: 'Gebruik een andere manier om in te loggen en stel accountherstel daarna opnieuw in.',
  },
  'state-outdated': {
    title: 'Registreer je gezicht opnieuw',
    text: 'De gezichtsherkenning is verbeterd. Laad deze pagina opnieuw. Helpt dat niet, log dan op een andere manier in en stel accountherstel daarna opnieuw in.',
  },
  revoked: {
    title: 'Verwijderd uit je account',
    text: 'Gebruik een andere manier om in te loggen. Daarna kun je het opnieuw instellen.',
  },
  'not-recognized': {
    title: 'We hebben je niet herkend',
    text: 'Probeer het bij beter licht en zonder zonnebril, of gebruik een andere manier.',
  },
  locked: { title: 'Te veel pogingen', text: 'Voor je veiligheid is dit een tijdje geblokkeerd.' },
  frozen: {
    title: 'Te veel pogingen',
    text: 'Voor je veiligheid is deze manier voorlopig geblokkeerd. Gebruik een andere en stel accountherstel daarna opnieuw in.',
  },
  busy: {
    title: 'Dit loopt al',
    text: 'Dit is al gestart op deze pagina of in een ander tabblad. Maak het daar af.',
  },
  interrupted: { title: 'Dat werd onderbroken', text: 'Begin opnieuw.' },
  'already-enrolled': { title: 'Al ingesteld', text: 'Je gezicht is al geregistreerd.' },
  'handoff-expired': {
    title: 'Deze link is verlopen',
    text: 'Een link werkt vijf minuten. Vraag een nieuwe aan op je computer.',
  },
  'handoff-used': {
    title: 'Deze link is al gebruikt',
    text: 'Hij werkt één keer, en alles is klaar. Ga terug naar je computer.',
  },
  'handoff-taken': {
    title: 'Deze link is al in gebruik',
    text: 'Hij is open op een andere telefoon, of deze pagina is opnieuw geladen. Annuleer op je computer en begin opnieuw.',
  },
  'handoff-cancelled': {
    title: 'Gestopt',
    text: 'Er is geannuleerd, of het getal was drie keer fout. Er is niets veranderd. Je kunt op je computer opnieuw beginnen.',
  },
  offline: {
    title: 'Geen internetverbinding',
    text: 'Er is niets verloren gegaan. Probeer het opnieuw als je weer online bent.',
  },
  'page-mistake': {
    title: 'Deze pagina is niet goed ingesteld',
    text: 'Laat het de klantenservice van deze website weten of gebruik een andere manier.',
  },
  'service-trouble': { title: 'De dienst reageert niet', text: 'Probeer het over een tijdje opnieuw.' },
  'sign-in-again': {
    title: 'Log opnieuw in',
    text: 'Je toestemming is verlopen of geldt hier niet voor. Helpt inloggen niet, neem dan contact op met de klantenservice van deze website.',
  },
  'too-many': { title: 'Het is erg druk', text: 'Wacht even en probeer het opnieuw.' },
  'device-limit': { title: 'Te veel apparaten', text: 'Verwijder eerst een van je apparaten.' },
  'device-replaceable': {
    title: 'Te veel apparaten',
    text: 'Een van je apparaten lijkt op deze browser en is nooit gebruikt. Deze browser kan de plaats ervan innemen.',
  },
  'wrong-clock': {
    title: 'De datum of tijd van dit apparaat klopt niet',
    text: 'Corrigeer de datum en tijd in de instellingen van het apparaat en probeer het opnieuw.',
  },
  security: {
    title: 'Gestopt voor je veiligheid',
    text: 'Het antwoord van de server is niet te vertrouwen. Laat het de beheerder van deze website weten.',
  },
};
