import { messages } from './messages/nl.ts';
import type { Pack } from './types.ts';

/*
 * Nederlands: ‘je’, korte en vriendelijke zinnen; ‘we’ is de website.
 *
 * recovery: herstel · get back into your account: weer in je account komen · another way in: een andere manier
 * device, connect, remove: apparaat, koppelen, verwijderen · owner, support: beheerder van de website, klantenservice
 */
export const nl: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Herstel instellen',
    text: 'Kijk even in de camera. Als je dit apparaat ooit kwijtraakt, kom je met je gezicht weer in je account.',
    start: 'Starten',
    done: 'Alles is ingesteld',
    doneText: 'Vanaf nu kun je met je gezicht weer in je account komen.',
    cancelledLate:
      'Misschien is het instellen niet helemaal gelukt. Doe het nog een keer, zodat je erop kunt rekenen.',
  },
  recover: {
    title: 'Terug in je account',
    text: 'Kijk in de camera, zodat we kunnen controleren dat jij het bent. Daarna koppelen we dit apparaat weer aan je account.',
    start: 'Starten',
    done: 'Welkom terug',
    doneText: 'Dit apparaat is nu gekoppeld aan je account.',
    cancelledLate: 'Misschien is het al gelukt. Dat zie je in de lijst met je apparaten.',
  },
  authenticate: {
    title: 'Bevestig dat jij het bent',
    text: 'Kijk even in de camera.',
    start: 'Bevestigen',
    done: 'Bevestigd',
    doneText: 'Bedankt. Je kunt nu verder.',
  },
  privacy: 'Het beeld van je gezicht blijft op dit apparaat.',
  simulated: 'Gesimuleerde persoon',
  preview: 'Wat de camera ziet',
  loading: 'Voorbereiden…',
  permission: 'Geef toegang tot de camera',
  checking: 'Controleren…',
  binding: 'Apparaat koppelen…',
  cancelled: 'Geannuleerd',
  cancelledText: 'Er is niets veranderd.',
  cancel: 'Annuleren',
  close: 'Sluiten',
  retry: 'Opnieuw proberen',
  replaceDevice: 'Ongebruikt apparaat vervangen',
  again: 'Opnieuw starten',
  lockedFor: 'Je kunt het over {time} weer proberen.',
  lockedForLong: 'Je kunt het {time} weer proberen.',
  transaction: 'Je bevestigt',
  hints: {
    'look-here': 'Kijk in de camera',
    'come-closer': 'Kom iets dichterbij',
    'go-back': 'Ga iets verder weg',
    center: 'Breng je gezicht in het ovaal',
    'more-light': 'Je hebt meer licht nodig',
    'less-light': 'Te fel: draai je weg van het licht',
    'even-light': 'Draai je naar het licht',
    'hold-still': 'Niet bewegen',
    'turn-to-front': 'Kijk recht vooruit',
    'head-upright': 'Houd je hoofd rechtop',
    'one-person': 'Alleen één persoon, graag',
    good: 'Goed, blijf zo',
  },
  messages,
  devices: {
    title: 'Je apparaten',
    empty: 'Er zijn geen apparaten gekoppeld.',
    loading: 'Je apparaten worden geladen…',
    own: 'Dit apparaat',
    types: { BACKUP: 'Herstel', TEMPORARY: 'Eenmalig', SDK: 'Browser' },
    created: 'Toegevoegd: {date}',
    lastUsed: 'Laatst gebruikt: {date}',
    never: 'Nog niet gebruikt',
    expires: 'Verloopt: {date}',
    rename: 'Naam van {name} wijzigen',
    nameOf: 'Naam van {name}',
    save: 'Opslaan',
    remove: '{name} verwijderen',
    removeTitle: '{name} verwijderen?',
    removeText: 'Je kunt er dan niet meer mee in je account komen.',
    removeOwnText:
      'Je gebruikt dit apparaat nu. Om het later weer te koppelen, moet je eerst weer in je account komen.',
    confirm: 'Verwijderen',
    keep: 'Behouden',
    add: 'Nog een herstel instellen',
    done: 'Klaar',
    removed: '{name} is verwijderd',
    renamed: 'De nieuwe naam is {name}',
    reload: 'Opnieuw proberen',
  },
};
