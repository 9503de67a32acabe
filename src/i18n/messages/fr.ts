import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'Cette page n’est pas sécurisée',
    text: 'La caméra ne fonctionne que sur les pages sécurisées. Prévenez le responsable du site.',
  },
  'old-browser': {
    title: 'Ce navigateur ne convient pas',
    text: 'Mettez-le à jour ou utilisez un autre navigateur.',
  },
  'no-camera-api': {
    title: 'Pas de caméra dans ce navigateur',
    text: 'Ce navigateur ne permet pas aux pages d’utiliser la caméra. Ouvrez cette page dans un autre navigateur.',
  },
  'opened-in-app': {
    title: 'Ouvrez cette page dans votre navigateur',
    text: 'L’application qui affiche cette page ne lui donne pas accès à la caméra. Choisissez « Ouvrir dans le navigateur » dans son menu, ou copiez l’adresse dans votre navigateur.',
  },
  'pixels-blocked': {
    title: 'Ce navigateur masque l’image',
    text: 'Il cache à cette page ce que voit la caméra. Autorisez ce site à utiliser les données de canevas et rechargez la page, ou utilisez un autre navigateur.',
  },
  blocked: {
    title: 'Bloqué par ce site',
    text: 'Les réglages de ce site ne le permettent pas. Prévenez son responsable.',
  },
  'loading-failed': {
    title: 'Le chargement a échoué',
    text: 'Rechargez cette page. Si cela ne suffit pas, vérifiez votre connexion ou prévenez le responsable du site.',
  },
  'page-outdated': {
    title: 'Rechargez cette page',
    text: 'Elle n’est peut-être plus à jour. Si cela ne suffit pas, prévenez le responsable du site.',
  },
  'camera-denied': {
    title: 'Pas d’accès à la caméra',
    text: 'Autorisez la caméra pour cette page : sélectionnez l’icône à côté de l’adresse, puis réessayez.',
  },
  'camera-denied-by-system': {
    title: 'Cet appareil bloque la caméra',
    text: 'Ouvrez ses réglages de confidentialité, autorisez la caméra pour votre navigateur, puis réessayez.',
  },
  'camera-dismissed': {
    title: 'Nous avons besoin de la caméra',
    text: 'Réessayez et autorisez la caméra quand le navigateur vous le demande.',
  },
  'camera-none': {
    title: 'Aucune caméra trouvée',
    text: 'Branchez une caméra, autorisez-la dans les réglages de confidentialité de l’appareil, ou utilisez un appareil qui en a une.',
  },
  'camera-in-use': {
    title: 'La caméra est occupée',
    text: 'Une autre application l’utilise peut-être. Fermez les applications qui utilisent la caméra, puis réessayez. Si cela ne suffit pas, autorisez la caméra dans les réglages de confidentialité de l’appareil.',
  },
  'camera-ended': {
    title: 'La caméra s’est déconnectée',
    text: 'Vérifiez la caméra et son interrupteur, puis réessayez.',
  },
  'no-face': {
    title: 'Nous n’avons pas vu de visage',
    text: 'Vérifiez que tout votre visage est dans l’image, puis réessayez.',
  },
  'too-dark': {
    title: 'La lumière ne suffit pas',
    text: 'Tournez-vous vers une fenêtre ou une lampe, vérifiez que rien ne couvre la caméra, puis réessayez.',
  },
  'low-quality': {
    title: 'L’image n’était pas assez nette',
    text: 'Ne bougez pas, regardez droit devant vous, approchez-vous un peu, puis réessayez.',
  },
  'timed-out': { title: 'Cela a pris trop de temps', text: 'Réessayez en suivant les indications.' },
  'liveness-failed': {
    title: 'Cela n’a pas tout à fait marché',
    text: 'Faites chaque mouvement quand il est demandé et gardez votre visage dans l’image. Ou utilisez un autre moyen.',
  },
  'several-people': {
    title: 'Il y avait plusieurs personnes',
    text: 'Vérifiez qu’il n’y a que vous dans l’image, puis réessayez.',
  },
  'camera-changed': { title: 'La caméra a changé', text: 'Gardez la même caméra, puis réessayez.' },
  'photo-format': {
    title: 'Ce type de fichier ne convient pas',
    text: 'Choisissez une photo au format JPEG, PNG ou WebP. Les photos HEIC et les fichiers PDF ne conviennent pas.',
  },
  'photo-unreadable': {
    title: 'Impossible d’ouvrir cette photo',
    text: 'Le fichier est peut-être endommagé. Choisissez-en une autre copie.',
  },
  'photo-too-large': {
    title: 'Cette photo est trop grande',
    text: 'Choisissez une photo avec moins de pixels.',
  },
  'photo-no-face': {
    title: 'Il n’y a pas de visage sur cette photo',
    text: 'Choisissez une photo qui montre votre visage de face.',
  },
  'photo-several-faces': {
    title: 'Il y a plusieurs visages sur cette photo',
    text: 'Choisissez une photo où l’on ne voit que vous.',
  },
  'photo-low-quality': {
    title: 'Cette photo n’est pas assez nette',
    text: 'Choisissez une photo nette de votre visage, avec un éclairage uniforme.',
  },
  'photo-wrong-file': {
    title: 'C’est une autre photo',
    text: 'Choisissez exactement le fichier qui a été vérifié, sans le modifier.',
  },
  'device-trouble': {
    title: 'Un problème est survenu sur cet appareil',
    text: 'Fermez d’autres pages et applications, puis réessayez.',
  },
  'storage-trouble': {
    title: 'Ce navigateur ne peut rien enregistrer',
    text: 'Autorisez ce site à enregistrer des données, fermez ses autres onglets et quittez la navigation privée.',
  },
  'storage-full': {
    title: 'Cet appareil n’a plus d’espace libre',
    text: 'Rien n’a été modifié. Libérez de l’espace, puis réessayez.',
  },
  'storage-lost': {
    title: 'Cet appareil n’est plus associé',
    text: 'Ce navigateur a perdu ses données. Retrouvez l’accès à votre compte encore une fois. Votre compte est en sécurité.',
  },
  'connection-lost': {
    title: 'Rechargez cette page',
    text: 'Le navigateur a fermé son espace de stockage. Rien n’a été modifié. Rechargez la page, puis réessayez.',
  },
  'state-invalid': {
    title: 'Vos données de récupération sont illisibles',
    text: 'Contactez l’assistance de ce site ou utilisez un autre moyen.',
  },
  'other-person': {
    title: 'Ces données appartiennent à un autre compte',
    text: 'Reconnectez-vous avec votre propre compte. Si cela ne suffit pas, contactez l’assistance de ce site.',
  },
  'state-expired': {
    title: 'Vos données de récupération ont expiré',
    text: 'Utilisez un autre moyen, puis configurez de nouveau la récupération.',
  },
  'state-outdated': {
    title: 'Enregistrez de nouveau votre visage',
    text: 'La reconnaissance faciale a été améliorée. Rechargez cette page. Si cela ne suffit pas, utilisez un autre moyen, puis configurez de nouveau la récupération.',
  },
  revoked: {
    title: 'Accès retiré de votre compte',
    text: 'Utilisez un autre moyen. Vous pourrez ensuite tout configurer de nouveau.',
  },
  'not-recognized': {
    title: 'Votre visage n’a pas été reconnu',
    text: 'Réessayez avec plus de lumière et sans lunettes de soleil, ou utilisez un autre moyen.',
  },
  locked: {
    title: 'Trop de tentatives',
    text: 'Pour votre sécurité, cet accès est bloqué pour quelque temps.',
  },
  frozen: {
    title: 'Trop de tentatives',
    text: 'Pour votre sécurité, cet accès est fermé pour l’instant. Utilisez un autre moyen, puis configurez de nouveau la récupération.',
  },
  busy: {
    title: 'Opération déjà en cours',
    text: 'Elle est déjà en cours sur cette page ou dans un autre onglet. Terminez-la là où elle a commencé.',
  },
  interrupted: { title: 'Opération interrompue', text: 'Veuillez recommencer.' },
  'already-enrolled': { title: 'C’est déjà fait', text: 'Votre visage est déjà enregistré.' },
  'handoff-expired': {
    title: 'Ce lien a expiré',
    text: 'Un lien est valable cinq minutes. Demandez-en un nouveau sur votre ordinateur.',
  },
  'handoff-used': {
    title: 'Ce lien a déjà servi',
    text: 'Il fonctionne une seule fois, et tout est fait. Revenez à votre ordinateur.',
  },
  'handoff-taken': {
    title: 'Ce lien est déjà utilisé',
    text: 'Il est ouvert sur un autre téléphone, ou cette page a été rechargée. Annulez sur votre ordinateur, puis recommencez.',
  },
  'handoff-cancelled': {
    title: 'Opération arrêtée',
    text: 'Elle a été annulée, ou le nombre était faux trois fois de suite. Rien n’a changé. Vous pouvez recommencer sur votre ordinateur.',
  },
  offline: {
    title: 'Pas de connexion Internet',
    text: 'Rien n’est perdu. Réessayez une fois la connexion rétablie.',
  },
  'page-mistake': {
    title: 'Cette page n’est pas bien configurée',
    text: 'Prévenez l’assistance de ce site ou utilisez un autre moyen.',
  },
  'service-trouble': { title: 'Le service ne répond pas', text: 'Réessayez dans quelques instants.' },
  'sign-in-again': {
    title: 'Veuillez vous reconnecter',
    text: 'Votre autorisation a expiré ou ne suffit pas ici. Si la reconnexion n’y change rien, contactez l’assistance de ce site.',
  },
  'too-many': { title: 'Le service est très demandé', text: 'Attendez un instant, puis réessayez.' },
  'device-limit': { title: 'Trop d’appareils', text: 'Retirez d’abord l’un de vos appareils.' },
  'device-replaceable': {
    title: 'Trop d’appareils',
    text: 'L’un de vos appareils ressemble à ce navigateur et n’a jamais servi. Ce navigateur peut prendre sa place.',
  },
  'wrong-clock': {
    title: 'La date ou l’heure de cet appareil est fausse',
    text: 'Corrigez la date et l’heure dans les réglages de l’appareil, puis réessayez.',
  },
  security: {
    title: 'Opération arrêtée pour votre sécurité',
    text: 'La réponse du serveur n’est pas fiable. Prévenez le responsable du site.',
  },
};
