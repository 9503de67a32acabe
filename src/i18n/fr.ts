import { messages } from './messages/fr.ts';
import type { Pack } from './types.ts';

/*
 * Français : « vous », phrases courtes et aimables, sans accord au masculin ; « nous » est le site.
 * Espace insécable devant « : » et dans les guillemets, espace fine insécable devant « ; ? ! ».
 *
 * recovery : récupération · get back into your account : retrouver l’accès à votre compte · another way in : un autre moyen
 * device, connect, remove : appareil, associer, retirer · owner, support : responsable du site, assistance du site
 */
export const fr: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Configurer la récupération',
    text: 'Regardez la caméra un instant. Si vous perdez un jour cet appareil, votre visage vous permettra de retrouver l’accès à votre compte.',
    start: 'Commencer',
    done: 'C’est prêt',
    doneText: 'Désormais, votre visage vous permet de retrouver l’accès à votre compte.',
    cancelledLate: 'La configuration est peut-être incomplète. Recommencez-la pour pouvoir compter dessus.',
  },
  recover: {
    title: 'Retrouver l’accès au compte',
    text: 'Regardez la caméra pour que nous vérifiions que c’est bien vous. Nous associerons ensuite cet appareil à votre compte.',
    start: 'Commencer',
    done: 'Bon retour parmi nous',
    doneText: 'Cet appareil est maintenant associé à votre compte.',
    cancelledLate: 'C’est peut-être déjà fait. Vérifiez dans la liste de vos appareils.',
  },
  authenticate: {
    title: 'Confirmez que c’est bien vous',
    text: 'Regardez la caméra un instant.',
    start: 'Confirmer',
    done: 'C’est confirmé',
    doneText: 'Merci. Vous pouvez continuer.',
  },
  privacy: 'L’image de votre visage reste sur cet appareil.',
  simulated: 'Personne simulée',
  preview: 'Image de la caméra',
  loading: 'Préparation…',
  permission: 'Autorisez l’accès à la caméra',
  checking: 'Vérification…',
  binding: 'Association de cet appareil…',
  cancelled: 'Opération annulée',
  cancelledText: 'Rien n’a été modifié.',
  cancel: 'Annuler',
  close: 'Fermer',
  retry: 'Réessayer',
  replaceDevice: 'Remplacer l’appareil inutilisé',
  again: 'Recommencer',
  lockedFor: 'Vous pourrez réessayer dans {time}.',
  lockedForLong: 'Vous pourrez réessayer {time}.',
  transaction: 'Vous confirmez',
  hints: {
    'look-here': 'Regardez la caméra',
    'come-closer': 'Approchez-vous un peu',
    'go-back': 'Reculez un peu',
    center: 'Placez votre visage dans l’ovale',
    'more-light': 'Il faut plus de lumière',
    'less-light': 'Trop clair : écartez-vous de la lumière',
    'even-light': 'Tournez-vous vers la lumière',
    'hold-still': 'Ne bougez plus',
    'turn-to-front': 'Regardez droit devant vous',
    'head-upright': 'Tenez la tête droite',
    'one-person': 'Une seule personne, s’il vous plaît',
    good: 'Très bien, ne bougez plus',
  },
  messages,
  devices: {
    title: 'Vos appareils',
    empty: 'Aucun appareil n’est associé.',
    loading: 'Chargement de vos appareils…',
    own: 'Cet appareil',
    types: { BACKUP: 'Récupération', TEMPORARY: 'Usage unique', SDK: 'Navigateur' },
    created: 'Ajout : {date}',
    lastUsed: 'Dernière utilisation : {date}',
    never: 'Pas encore utilisé',
    expires: 'Expiration : {date}',
    rename: 'Renommer {name}',
    nameOf: 'Nom de {name}',
    save: 'Enregistrer',
    remove: 'Retirer {name}',
    removeTitle: 'Retirer {name} ?',
    removeText: 'Il ne permettra plus d’accéder à votre compte.',
    removeOwnText:
      'Vous utilisez cet appareil en ce moment. Pour l’associer de nouveau, vous devrez retrouver l’accès à votre compte.',
    confirm: 'Retirer',
    keep: 'Garder',
    add: 'Configurer une autre récupération',
    done: 'Terminé',
    removed: 'Appareil retiré : {name}',
    renamed: 'Nouveau nom : {name}',
    reload: 'Réessayer',
  },
};
