import type { Pack } from './types.ts';

export const fr: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Préparer la récupération',
    text: 'Regardez la caméra un instant. Si vous perdez cet appareil, votre visage vous rendra l’accès.',
    start: 'Commencer',
    done: 'Tout est prêt',
    doneText: 'Votre visage peut maintenant vous rendre l’accès à votre compte.',
    cancelledLate:
      'La préparation est peut-être incomplète. Veuillez la refaire pour pouvoir compter dessus.',
  },
  recover: {
    title: 'Retrouver l’accès',
    text: 'Regardez la caméra pour confirmer que c’est bien vous. Cet appareil sera ensuite relié à votre compte.',
    start: 'Commencer',
    done: 'Heureux de vous revoir',
    doneText: 'Cet appareil est maintenant relié à votre compte.',
    cancelledLate: 'C’est peut-être déjà fait. La liste de vos appareils le montre.',
  },
  authenticate: {
    title: 'Confirmez que c’est vous',
    text: 'Regardez la caméra un instant.',
    start: 'Confirmer',
    done: 'Confirmé',
    doneText: 'Merci, c’était bien vous.',
  },
  privacy: 'Votre visage reste sur cet appareil.',
  simulated: 'Personne simulée',
  preview: 'Ce que voit la caméra',
  loading: 'Préparation',
  permission: 'Veuillez autoriser la caméra',
  checking: 'Vérification',
  binding: 'Liaison de cet appareil',
  cancelled: 'Arrêté',
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
    'come-closer': 'Approchez-vous',
    'go-back': 'Reculez un peu',
    center: 'Placez votre visage dans l’ovale',
    'more-light': 'Il faut plus de lumière',
    'less-light': 'Trop clair : éloignez-vous de la lumière',
    'even-light': 'Tournez-vous vers la lumière',
    'hold-still': 'Ne bougez plus',
    'turn-to-front': 'Regardez droit devant vous',
    'head-upright': 'Tenez la tête droite',
    'one-person': 'Une seule personne, s’il vous plaît',
    good: 'Très bien, restez ainsi',
  },
  messages: {
    'insecure-page': {
      title: 'Cette page n’est pas sécurisée',
      text: 'La caméra ne fonctionne que sur une page sécurisée. Veuillez prévenir le responsable du site.',
    },
    'old-browser': {
      title: 'Ce navigateur ne convient pas',
      text: 'Veuillez le mettre à jour ou en utiliser un autre.',
    },
    'no-camera-api': {
      title: 'Pas de caméra dans ce navigateur',
      text: 'Ce navigateur ne permet pas aux pages d’utiliser une caméra. Ouvrez cette page dans un autre navigateur.',
    },
    'opened-in-app': {
      title: 'Ouvrez cette page dans votre navigateur',
      text: 'L’application qui affiche cette page ne lui permet pas d’utiliser la caméra. Choisissez « Ouvrir dans le navigateur » dans son menu, ou copiez l’adresse dans votre navigateur.',
    },
    'pixels-blocked': {
      title: 'Ce navigateur masque l’image',
      text: 'Il cache à cette page ce que voit la caméra. Autorisez ce site à utiliser les données du canevas, puis rechargez la page. Ou utilisez un autre navigateur.',
    },
    blocked: {
      title: 'Bloqué par ce site',
      text: 'Les règles de ce site l’interdisent. Veuillez prévenir son responsable.',
    },
    'loading-failed': {
      title: 'Un élément n’a pas pu être chargé',
      text: 'Rechargez cette page. Si cela ne suffit pas, vérifiez votre connexion ou prévenez le responsable du site.',
    },
    'page-outdated': {
      title: 'Rechargez cette page',
      text: 'Elle n’est peut-être plus à jour. Si cela ne suffit pas, prévenez le responsable du site.',
    },
    'camera-denied': {
      title: 'Pas d’accès à la caméra',
      text: 'Autorisez la caméra pour cette page : choisissez l’icône près de l’adresse, puis réessayez.',
    },
    'camera-denied-by-system': {
      title: 'Le système bloque la caméra',
      text: 'Dans les réglages de confidentialité de cet appareil, autorisez votre navigateur à utiliser la caméra, puis réessayez.',
    },
    'camera-dismissed': {
      title: 'La caméra est nécessaire',
      text: 'Réessayez et autorisez la caméra quand le navigateur le demande.',
    },
    'camera-none': {
      title: 'Aucune caméra trouvée',
      text: 'Branchez une caméra, autorisez-la dans les réglages de confidentialité de l’appareil ou utilisez un appareil qui en a une.',
    },
    'camera-in-use': {
      title: 'La caméra est occupée',
      text: 'Un autre programme l’utilise peut-être. Fermez les programmes qui utilisent la caméra et réessayez. Si cela n’aide pas, autorisez la caméra dans les réglages de confidentialité de l’appareil.',
    },
    'camera-ended': {
      title: 'La caméra ne répond plus',
      text: 'Vérifiez la caméra et son interrupteur, puis réessayez.',
    },
    'no-face': {
      title: 'Nous n’avons pas vu de visage',
      text: 'Placez-vous devant la caméra et réessayez.',
    },
    'too-dark': {
      title: 'La lumière ne suffit pas',
      text: 'Tournez-vous vers une fenêtre ou une lampe, vérifiez que rien ne couvre la caméra et réessayez.',
    },
    'low-quality': {
      title: 'L’image n’était pas assez bonne',
      text: 'Ne bougez pas, regardez droit devant vous, approchez-vous un peu et réessayez.',
    },
    'timed-out': { title: 'Cela a pris trop de temps', text: 'Réessayez en suivant les indications.' },
    'device-trouble': {
      title: 'Un problème est survenu sur cet appareil',
      text: 'Fermez d’autres pages et réessayez.',
    },
    'storage-trouble': {
      title: 'Ce navigateur ne nous laisse pas vous retenir',
      text: 'Autorisez ce site à enregistrer des données, fermez ses autres onglets et quittez la navigation privée.',
    },
    'storage-full': {
      title: 'Cet appareil est plein',
      text: 'Rien n’a été modifié. Libérez de l’espace et réessayez.',
    },
    'storage-lost': {
      title: 'Ce navigateur a oublié cet appareil',
      text: 'Retrouvez l’accès encore une fois ; votre compte est en sécurité.',
    },
    'connection-lost': {
      title: 'Veuillez recharger cette page',
      text: 'Le navigateur a fermé son espace de stockage. Rechargez la page et réessayez ; rien n’a été modifié.',
    },
    'state-invalid': {
      title: 'Vos données de récupération sont illisibles',
      text: 'Contactez l’assistance de ce site ou utilisez un autre moyen.',
    },
    'other-person': {
      title: 'Ceci appartient à un autre compte',
      text: 'Reconnectez-vous avec votre propre compte. Si cela n’aide pas, prévenez l’assistance du site.',
    },
    'state-expired': {
      title: 'Vos données de récupération ont expiré',
      text: 'Utilisez un autre moyen d’accès, puis préparez de nouveau la récupération.',
    },
    'state-outdated': {
      title: 'Veuillez enregistrer de nouveau votre visage',
      text: 'La reconnaissance des visages a été améliorée. Rechargez cette page. Si cela n’aide pas, utilisez une fois un autre moyen d’accès, puis préparez de nouveau la récupération.',
    },
    revoked: {
      title: 'Retiré de votre compte',
      text: 'Utilisez un autre moyen d’accès. Vous pourrez ensuite le préparer de nouveau.',
    },
    'not-recognized': {
      title: 'Nous ne vous avons pas reconnu',
      text: 'Réessayez avec plus de lumière et sans lunettes de soleil. Ou utilisez un autre moyen.',
    },
    locked: {
      title: 'Trop de tentatives',
      text: 'Pour votre sécurité, cet accès est bloqué quelque temps.',
    },
    frozen: {
      title: 'Trop de tentatives',
      text: 'Pour votre sécurité, cet accès est fermé pour l’instant. Utilisez un autre moyen, puis préparez de nouveau la récupération.',
    },
    busy: {
      title: 'Déjà en cours',
      text: 'Une opération est déjà en cours sur cette page ou dans un autre onglet. Terminez-la là-bas.',
    },
    interrupted: {
      title: 'Opération interrompue',
      text: 'Veuillez recommencer.',
    },
    'already-enrolled': { title: 'Déjà préparé', text: 'Votre visage est déjà enregistré.' },
    offline: { title: 'Pas de connexion', text: 'Rien n’est perdu. Réessayez une fois en ligne.' },
    'page-mistake': {
      title: 'Cette page n’est pas bien configurée',
      text: 'Signalez-le à l’assistance de ce site, ou utilisez un autre moyen.',
    },
    'service-trouble': { title: 'Le service ne répond pas', text: 'Réessayez dans un petit moment.' },
    'sign-in-again': {
      title: 'Veuillez vous reconnecter',
      text: 'Votre autorisation a expiré ou ne suffit pas ici. Si vous reconnecter n’aide pas, prévenez l’assistance du site.',
    },
    'too-many': { title: 'Service très demandé', text: 'Attendez un instant et réessayez.' },
    'device-limit': { title: 'Trop d’appareils', text: 'Retirez d’abord un de vos appareils.' },
    'device-replaceable': {
      title: 'Trop d’appareils',
      text: 'Un de vos appareils ressemble à ce navigateur et n’a jamais servi. Ce navigateur peut prendre sa place.',
    },
    'wrong-clock': {
      title: 'La date ou l’heure de cet appareil est fausse',
      text: 'Corrigez la date et l’heure dans les réglages de l’appareil, puis réessayez.',
    },
    security: {
      title: 'Arrêté pour votre sécurité',
      text: 'La réponse du serveur n’est pas fiable. Veuillez prévenir le responsable du site.',
    },
  },
  devices: {
    title: 'Vos appareils',
    empty: 'Aucun appareil n’est relié.',
    loading: 'Chargement de vos appareils',
    own: 'Cet appareil',
    types: { BACKUP: 'Récupération', TEMPORARY: 'Usage unique', SDK: 'Navigateur' },
    created: 'Ajouté le {date}',
    lastUsed: 'Utilisé le {date}',
    never: 'Jamais utilisé',
    expires: 'Expire le {date}',
    rename: 'Renommer {name}',
    nameOf: 'Nom de {name}',
    save: 'Enregistrer',
    remove: 'Retirer {name}',
    removeTitle: 'Retirer {name} ?',
    removeText: 'Il ne pourra plus donner accès à votre compte.',
    removeOwnText: 'C’est l’appareil que vous utilisez. Il sera déconnecté et vous devrez retrouver l’accès.',
    confirm: 'Retirer',
    keep: 'Garder',
    add: 'Préparer une autre récupération',
    done: 'Terminé',
    removed: '{name} a été retiré',
    renamed: 'Renommé en {name}',
    reload: 'Réessayer',
  },
};
