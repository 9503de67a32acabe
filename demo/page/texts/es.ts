import type { Texts } from './en.ts';

export const es: Texts = {
  demo: 'Demo',
  skip: 'Ir al contenido',
  camera: 'Cámara',
  realCamera: 'Cámara del equipo',
  simulatedPeople: 'Personas simuladas',
  simulatedName: '{name} (simulación)',
  language: 'Idioma',
  theme: 'Colores',
  themes: { auto: 'Como el sistema', light: 'Claro', dark: 'Oscuro' },
  settings: 'Ajustes',
  account: 'Cuenta',
  signIn: 'Entrar',
  signOut: 'Cerrar sesión',
  back: 'Volver',
  offline: 'Sin conexión',
  retry: 'Reintentar',
  failed: 'No ha funcionado',
  waiting: 'El banco aún no ha respondido. Un momento, por favor.',

  home: {
    title: ['Ha perdido el teléfono.', 'Su cuenta no.'],
    lead: 'En un dispositivo nuevo, las personas vuelven a su cuenta con la cara. La cara nunca sale de la página. Larch es un banco inventado que muestra cómo.',
    create: 'Crear una cuenta',
    comeBack: 'Tengo un dispositivo nuevo',
    steps: [
      ['Iniciar sesión como siempre', 'Primero viene una contraseña, un código o un enlace.'],
      ['Mostrar la cara', 'El navegador y el banco comparan sin enseñarse nada.'],
      [
        'De vuelta en la cuenta',
        'Este navegador recibe su propia clave. Los dispositivos perdidos se quitan al momento.',
      ],
    ],
    noCamera: '¿Sin cámara? Elija una persona simulada en «Cámara».',
    disclaimer: 'Una demostración con modelos solo para evaluación. Úsela junto con otro factor, nunca sola.',
    element: 'Lo que ven las personas: el elemento de recuperación',
  },

  register: {
    title: 'Crear una cuenta',
    lead: 'Un nombre y una contraseña, como en todas partes. La cara viene después.',
    name: 'Nombre',
    password: 'Contraseña',
    passwordHint: 'Al menos 8 caracteres',
    submit: 'Crear la cuenta',
    have: 'Ya tengo una cuenta',
    codeSent: 'Si el nombre está libre, le llegará un código.',
  },

  setup: {
    title: 'Registre su cara',
    lead: 'Para que perder un dispositivo no sea perder la cuenta.',
    backup: 'Recuperación para más adelante',
    backupText:
      'El banco guarda un texto sellado (tipo BACKUP). Con él y con su cara entra cualquier dispositivo nuevo.',
    alsoBind: 'Vincular también este navegador',
    temporary: 'Solo este navegador',
    temporaryText:
      'El texto se usa enseguida para vincular este navegador (tipo TEMPORARY). No se guarda nada para más adelante.',
    done: 'Ir a mi cuenta',
    later: 'Ahora no',
  },

  signInForm: {
    title: 'Iniciar sesión',
    lead: 'El primer factor: el banco lo comprueba como siempre. Su cara viene después.',
    name: 'Nombre',
    withPassword: 'Contraseña',
    withCode: 'Código de un solo uso',
    withLink: 'Enlace mágico',
    sendCode: 'Enviar un código',
    sendLink: 'Enviar un enlace',
    code: 'Código',
    submit: 'Iniciar sesión',
    create: 'Crear una cuenta',
    linkSent: 'Si la cuenta existe, hay un enlace en camino.',
    linkTitle: 'Entrar con este enlace',
    linkFailed: 'Ese enlace ya se ha usado o es demasiado antiguo.',
  },

  inbox: {
    title: 'Su buzón',
    lead: 'Esta demo no envía correo. Lo que llegaría se muestra aquí.',
    empty: 'Todavía nada.',
    code: 'Su código para Larch es {code}.',
    link: 'Inicie sesión en Larch con este enlace.',
    accountExists: 'Ya tiene una cuenta en Larch. Inicie sesión o ignore este mensaje.',
    use: 'Usar este código',
    open: 'Abrir el enlace',
  },

  phone: {
    title: 'Continuar en este teléfono',
    none: 'Abra esta página con el enlace o el código QR de la otra pantalla.',
  },

  recover: {
    title: 'Un dispositivo nuevo',
    lead: 'El primer factor ya está. El texto sellado y su cara hacen el resto.',
    none: 'El banco no guarda ninguna recuperación para esta cuenta. Entre de otra forma y configure una.',
    withoutFace: 'Entrar sin la cara',
    toAccount: 'Ir a mi cuenta',
    enrollAgain: 'Registrar de nuevo su cara con los modelos nuevos',
  },

  confirm: {
    title: 'Nos alegra verle de nuevo',
    lead: 'Este navegador está vinculado a su cuenta. Su cara y su clave la abren.',
    otherDevice: 'Vincular este navegador de nuevo',
  },

  withoutFace: {
    title: 'Otra forma de entrar',
    lead: 'Sin cara, el banco pide otros dos factores: la contraseña y un código de un solo uso.',
  },

  overview: {
    title: 'Nos alegra verle, {name}',
    balance: 'Saldo',
    unprotected: 'Su cuenta todavía no tiene recuperación',
    unprotectedText:
      'Si pierde este dispositivo, la contraseña sola tendrá que bastar. Una mirada a la cámara es mejor.',
    setup: 'Registrar su cara',
    pay: 'Enviar dinero',
    payText: 'Confirmado con su cara y la clave de este navegador.',
    payee: 'Para',
    amount: 'Importe en euros',
    review: 'Continuar',
    recent: 'Últimos pagos',
    unbound: 'Este navegador no está vinculado: los pagos se confirman en uno que lo esté.',
    connect: 'Vincular este navegador',
    danger: 'Dejar de usar la cara',
    dangerText: 'Borra todos los dispositivos y todo lo que depende de su cara, en el banco y aquí.',
    remove: 'Eliminar mi cara',
    removeTitle: '¿Eliminar su cara?',
    removeText: 'Ninguna recuperación ni ningún navegador vinculado servirá ya. La cuenta se queda.',
    keep: 'Conservar',
  },

  payment: {
    title: 'Confirmar el pago',
    lead: 'Lo que ve es lo que se firma.',
    done: 'Pagado',
    doneText: 'El banco ha comprobado la declaración firmada y después ha enviado el dinero.',
    claims: 'Lo que el banco ha comprobado',
  },

  events: {
    title: 'Lo que la página sabe',
    lead: 'Los eventos del elemento, según ocurren. Los contenidos están sellados.',
    empty: 'Todavía nada. Pulse el botón del elemento.',
    clear: 'Vaciar',
  },

  support: {
    title: 'Atención al cliente',
    lead: 'Cinco rechazos bloquean la cuenta durante diez minutos. Solo la atención al cliente del banco puede levantar el bloqueo, tras comprobar su identidad.',
  },

  refused: {
    'signed-out': 'Inicie sesión primero.',
    'not-allowed': 'Hace falta demostrar más para esto.',
    'name-invalid': 'Un nombre tiene de 2 a 40 letras, cifras o . _ @ -',
    'password-short': 'Una contraseña tiene de 8 a 200 caracteres.',
    wrong: 'No coincide. Inténtelo de nuevo.',
    'no-client-state': 'El banco no guarda ninguna recuperación para esta cuenta.',
    assertion: 'El banco no ha podido comprobarlo. Inténtelo de nuevo.',
    'too-large': 'Es demasiado grande.',
    'too-many': 'Demasiados intentos. Espere un poco e inténtelo de nuevo.',
    'no-inbox': 'Esta demo solo muestra los mensajes en el equipo donde se ejecuta.',
    'not-found': 'Eso no existe.',
    amount: 'Indique el destinatario y un importe que su saldo cubra.',
    'other-origin': 'Eso no venía de esta página.',
    offline: 'Sin conexión. Inténtelo de nuevo.',
    trouble: 'Ha habido un problema en el banco. Inténtelo de nuevo.',
  },
};
