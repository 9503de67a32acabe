/** Every text of the demo page in English. The texts of the elements are in the package. */
export const en = {
  demo: 'Demo',
  skip: 'Skip to the content',
  camera: 'Camera',
  realCamera: 'Camera of this device',
  simulatedPeople: 'Simulated people',
  simulatedName: '{name} (simulated)',
  language: 'Language',
  theme: 'Theme',
  themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  settings: 'Settings',
  account: 'Account',
  signIn: 'Sign in',
  signOut: 'Sign out',
  back: 'Back',
  offline: 'No connection',
  retry: 'Try again',
  failed: 'That did not work',
  waiting: 'The bank has not answered yet. One moment, please.',

  home: {
    title: ['Your phone is gone.', 'Your account is not.'],
    lead: 'On a new device, people get back into their account with their face. The face never leaves the page. Larch is a made-up bank that shows how.',
    create: 'Create an account',
    comeBack: 'I am on a new device',
    steps: [
      ['Sign in as always', 'A password, a code or a link comes first.'],
      ['Show your face', 'Browser and backend compare without showing each other anything.'],
      ['You are back', 'This browser gets a key of its own. Lost devices can be removed at once.'],
    ],
    noCamera: 'No camera at hand? Choose a simulated person under “Camera”.',
    disclaimer: 'A demo with models for evaluation only. Use it together with another factor, never alone.',
    element: 'What people see: the recovery element',
  },

  register: {
    title: 'Create an account',
    lead: 'A name and a password, as everywhere. Setting up your face comes next.',
    name: 'Name',
    password: 'Password',
    passwordHint: 'At least 8 characters',
    submit: 'Create account',
    have: 'I have an account',
    codeSent: 'If that name is free, a code is on its way to you.',
  },

  setup: {
    title: 'Set up your face',
    lead: 'So that losing a device does not mean losing the account.',
    backup: 'Recovery for later',
    backupText:
      'The bank keeps a sealed string (type BACKUP). With it and your face, any new device gets in.',
    alsoBind: 'Connect this browser as well',
    temporary: 'Only this browser',
    temporaryText:
      'The string is used up at once to connect this browser (type TEMPORARY). Nothing is kept for later.',
    done: 'To my account',
    later: 'Not now',
  },

  signInForm: {
    title: 'Sign in',
    lead: 'The first factor: the bank checks it, as it always did. Your face comes after it.',
    name: 'Name',
    withPassword: 'Password',
    withCode: 'One-time code',
    withLink: 'Magic link',
    sendCode: 'Send a code',
    sendLink: 'Send a link',
    code: 'Code',
    submit: 'Sign in',
    create: 'Create an account',
    linkSent: 'If that account exists, a link is on its way.',
    linkTitle: 'Sign in with this link',
    linkFailed: 'This link has been used, or is too old.',
  },

  inbox: {
    title: 'Your inbox',
    lead: 'This demo sends no mail. What would arrive shows here.',
    empty: 'Nothing yet.',
    code: 'Your code for Larch is {code}.',
    link: 'Sign in to Larch with this link.',
    accountExists: 'You have an account at Larch already. Sign in, or ignore this.',
    use: 'Use this code',
    open: 'Open the link',
  },

  phone: {
    title: 'Continue on this phone',
    none: 'Open this page with the link or the QR code on your computer.',
  },

  recover: {
    title: 'A new device',
    lead: 'The first factor is done. Now the sealed string and your face get you in.',
    none: 'The bank keeps no recovery for this account. Use another way to get in, then set one up.',
    withoutFace: 'Get in without the face',
    toAccount: 'To my account',
    enrollAgain: 'Set up your face again, with the new models',
  },

  confirm: {
    title: 'Welcome back',
    lead: 'This browser is connected to your account. Your face and its key open it.',
    otherDevice: 'Connect this browser again',
  },

  withoutFace: {
    title: 'Another way in',
    lead: 'Without a face, the bank asks for two other factors: the password and a one-time code.',
  },

  overview: {
    title: 'Good to see you, {name}',
    balance: 'Balance',
    unprotected: 'Your account has no recovery yet',
    unprotectedText:
      'If you lose this device, only a password protects the account. A look into the camera adds to it.',
    setup: 'Set up your face',
    pay: 'Send money',
    payText: 'Confirmed with your face and the key of this browser.',
    payee: 'To',
    amount: 'Amount in euro',
    review: 'Continue',
    recent: 'Last payments',
    unbound: 'This browser is not connected. Payments are confirmed in a connected one.',
    connect: 'Connect this browser',
    danger: 'Stop using your face',
    dangerText: 'Erases every device and everything that belongs to your face, at the bank and here.',
    remove: 'Remove my face',
    removeTitle: 'Remove your face?',
    removeText: 'Every recovery and every connected browser stops working. The account stays.',
    keep: 'Keep it',
  },

  payment: {
    title: 'Confirm the payment',
    lead: 'What you see is what is signed.',
    done: 'Paid',
    doneText: 'The bank verified the assertion, then moved the money.',
    claims: 'What the bank verified',
  },

  events: {
    title: 'Events on this page',
    lead: 'Events of the element, as they arrive. Bodies are sealed.',
    empty: 'Nothing yet. Press the button of the element.',
    clear: 'Clear',
  },

  support: {
    title: 'Support desk',
    lead: 'Five refusals lock the account for ten minutes. Only the bank’s support can end the lock, after it has identified you.',
  },

  refused: {
    'signed-out': 'Please sign in first.',
    'not-allowed': 'That needs more than you have shown so far.',
    'name-invalid': 'A name has 2 to 40 letters, digits or . _ @ -',
    'password-short': 'A password has 8 to 200 characters.',
    wrong: 'That is not correct. Please try again.',
    'no-client-state': 'The bank keeps no recovery for this account.',
    assertion: 'The bank could not verify that. Please try again.',
    'too-large': 'That is too large.',
    'too-many': 'Too many attempts. Please wait a while and try again.',
    'no-inbox': 'This demo shows messages on the machine where it runs only.',
    'not-found': 'That does not exist.',
    amount: 'Please enter a payee, and an amount that your balance covers.',
    'other-origin': 'That did not come from this page.',
    offline: 'No connection. Please try again.',
    trouble: 'Something went wrong at the bank. Please try again.',
  } as Readonly<Record<string, string>>,
};

export type Texts = typeof en;
