import type { Texts } from './en.ts';

export const fr: Texts = {
  demo: 'Démo',
  skip: 'Aller au contenu',
  camera: 'Caméra',
  realCamera: 'Caméra de cet appareil',
  simulatedPeople: 'Personnes simulées',
  simulatedName: '{name} (simulation)',
  language: 'Langue',
  theme: 'Couleurs',
  themes: { auto: 'Comme le système', light: 'Clair', dark: 'Sombre' },
  settings: 'Réglages',
  account: 'Compte',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  back: 'Retour',
  offline: 'Pas de connexion',
  retry: 'Réessayer',
  failed: 'Cela n’a pas fonctionné',
  waiting: 'La banque n’a pas encore répondu. Un instant, s’il vous plaît.',

  home: {
    title: ['Votre téléphone est perdu.', 'Pas votre compte.'],
    lead: 'Sur un nouvel appareil, on retrouve son compte avec son visage. Le visage ne quitte jamais la page. Larch est une banque imaginaire qui montre comment.',
    create: 'Créer un compte',
    comeBack: 'J’ai un nouvel appareil',
    steps: [
      ['Se connecter comme toujours', 'Un mot de passe, un code ou un lien vient d’abord.'],
      ['Montrer son visage', 'Le navigateur et la banque comparent sans rien se montrer.'],
      ['Compte retrouvé', 'Ce navigateur reçoit sa propre clé. Les appareils perdus se retirent aussitôt.'],
    ],
    noCamera: 'Pas de caméra ? Choisissez une personne simulée sous « Caméra ».',
    disclaimer:
      'Une démo avec des modèles pour évaluation seulement. À utiliser à côté d’un autre facteur, jamais seule.',
    element: 'Ce que l’on voit : l’élément de récupération',
  },

  register: {
    title: 'Créer un compte',
    lead: 'Un nom et un mot de passe, comme partout. Le visage vient ensuite.',
    name: 'Nom',
    password: 'Mot de passe',
    passwordHint: 'Au moins 8 caractères',
    submit: 'Créer le compte',
    have: 'J’ai un compte',
    codeSent: 'Si ce nom est libre, un code vous est envoyé.',
  },

  setup: {
    title: 'Enregistrer votre visage',
    lead: 'Pour que perdre un appareil ne soit pas perdre le compte.',
    backup: 'Récupération pour plus tard',
    backupText:
      'La banque garde un texte scellé (type BACKUP). Avec lui et votre visage, tout nouvel appareil entre.',
    alsoBind: 'Associer aussi ce navigateur',
    temporary: 'Ce navigateur seulement',
    temporaryText:
      'Le texte sert aussitôt à associer ce navigateur (type TEMPORARY). Rien n’est gardé pour plus tard.',
    done: 'Vers mon compte',
    later: 'Pas maintenant',
  },

  signInForm: {
    title: 'Se connecter',
    lead: 'Le premier facteur : la banque le vérifie comme toujours. Votre visage vient après.',
    name: 'Nom',
    withPassword: 'Mot de passe',
    withCode: 'Code unique',
    withLink: 'Lien magique',
    sendCode: 'Envoyer un code',
    sendLink: 'Envoyer un lien',
    code: 'Code',
    submit: 'Se connecter',
    create: 'Créer un compte',
    linkSent: 'Si ce compte existe, un lien est en route.',
    linkTitle: 'Se connecter avec ce lien',
    linkFailed: 'Ce lien a déjà servi, ou il est trop ancien.',
  },

  inbox: {
    title: 'Votre messagerie',
    lead: 'Cette démo n’envoie pas de courrier. Ce qui arriverait s’affiche ici.',
    empty: 'Rien encore.',
    code: 'Votre code pour Larch est {code}.',
    link: 'Connectez-vous à Larch avec ce lien.',
    accountExists: 'Vous avez déjà un compte chez Larch. Connectez-vous, ou ignorez ce message.',
    use: 'Utiliser ce code',
    open: 'Ouvrir le lien',
  },

  phone: {
    title: 'Continuer sur ce téléphone',
    none: 'Ouvrez cette page avec le lien ou le code QR affiché sur votre ordinateur.',
  },

  recover: {
    title: 'Un nouvel appareil',
    lead: 'Le premier facteur est fait. Le texte scellé et votre visage font le reste.',
    none: 'La banque ne garde aucune récupération pour ce compte. Entrez par un autre moyen, puis configurez-en une.',
    withoutFace: 'Entrer sans le visage',
    toAccount: 'Vers mon compte',
    enrollAgain: 'Réenregistrer votre visage avec les nouveaux modèles',
  },

  confirm: {
    title: 'Bon retour parmi nous',
    lead: 'Ce navigateur est associé à votre compte. Votre visage et sa clé l’ouvrent.',
    otherDevice: 'Associer ce navigateur à nouveau',
  },

  withoutFace: {
    title: 'Un autre moyen',
    lead: 'Sans visage, la banque demande deux autres facteurs : le mot de passe et un code unique.',
  },

  overview: {
    title: 'Bonjour, {name}',
    balance: 'Solde',
    unprotected: 'Votre compte n’a pas encore de récupération',
    unprotectedText:
      'Si vous perdez cet appareil, le mot de passe seul devra suffire. Un regard vers la caméra fait mieux.',
    setup: 'Enregistrer votre visage',
    pay: 'Envoyer de l’argent',
    payText: 'Confirmé par votre visage et la clé de ce navigateur.',
    payee: 'À',
    amount: 'Montant en euros',
    review: 'Continuer',
    recent: 'Derniers paiements',
    unbound: 'Ce navigateur n’est pas associé : les paiements se confirment sur un navigateur qui l’est.',
    connect: 'Associer ce navigateur',
    danger: 'Ne plus utiliser le visage',
    dangerText: 'Efface chaque appareil et tout ce qui tient à votre visage, à la banque et ici.',
    remove: 'Retirer mon visage',
    removeTitle: 'Retirer votre visage ?',
    removeText: 'Chaque récupération et chaque navigateur associé cesse de servir. Le compte reste.',
    keep: 'Garder',
  },

  payment: {
    title: 'Confirmer le paiement',
    lead: 'Ce que vous voyez est ce qui est signé.',
    done: 'Payé',
    doneText: 'La banque a vérifié l’attestation, puis envoyé l’argent.',
    claims: 'Ce que la banque a vérifié',
  },

  events: {
    title: 'Ce que la page apprend',
    lead: 'Les événements de l’élément, à mesure. Les contenus sont scellés.',
    empty: 'Rien encore. Appuyez sur le bouton de l’élément.',
    clear: 'Vider',
  },

  support: {
    title: 'Service client',
    lead: 'Cinq refus bloquent le compte pendant dix minutes. Seul le service client de la banque peut lever le blocage, après avoir vérifié votre identité.',
  },

  refused: {
    'signed-out': 'Connectez-vous d’abord.',
    'not-allowed': 'Il faut en montrer plus pour cela.',
    'name-invalid': 'Un nom a 2 à 40 lettres, chiffres ou . _ @ -',
    'password-short': 'Un mot de passe a 8 à 200 caractères.',
    wrong: 'Cela ne correspond pas. Réessayez.',
    'no-client-state': 'La banque ne garde aucune récupération pour ce compte.',
    assertion: 'La banque n’a pas pu le vérifier. Réessayez.',
    'too-large': 'C’est trop volumineux.',
    'too-many': 'Trop de tentatives. Patientez un peu, puis réessayez.',
    'no-inbox': 'Cette démo n’affiche les messages que sur la machine où elle fonctionne.',
    'not-found': 'Cela n’existe pas.',
    amount: 'Indiquez le destinataire, et un montant que votre solde couvre.',
    'other-origin': 'Cela ne venait pas de cette page.',
    offline: 'Pas de connexion. Réessayez.',
    trouble: 'Un problème est survenu à la banque. Réessayez.',
  },
};
