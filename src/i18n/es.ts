import type { Pack } from './types.ts';

export const es: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Prepare su recuperación',
    text: 'Mire a la cámara un momento. Si algún día pierde este dispositivo, su cara le devolverá el acceso.',
    start: 'Empezar',
    done: 'Todo listo',
    doneText: 'A partir de ahora, su cara puede devolverle el acceso a su cuenta.',
    cancelledLate: 'Puede que haya quedado a medias. Prepárela otra vez para poder contar con ella.',
  },
  recover: {
    title: 'Recupere el acceso',
    text: 'Mire a la cámara para que podamos ver que es usted. Después, este dispositivo volverá a ser suyo.',
    start: 'Empezar',
    done: 'Nos alegra verle de nuevo',
    doneText: 'Este dispositivo ya está vinculado a su cuenta.',
    cancelledLate: 'Puede que ya se haya hecho. La lista de sus dispositivos lo muestra.',
  },
  authenticate: {
    title: 'Confirme que es usted',
    text: 'Mire a la cámara un momento.',
    start: 'Confirmar',
    done: 'Confirmado',
    doneText: 'Gracias, era usted.',
  },
  privacy: 'Su cara no sale de este dispositivo.',
  simulated: 'Persona simulada',
  preview: 'Lo que ve la cámara',
  loading: 'Preparando',
  permission: 'Permita el uso de la cámara',
  checking: 'Comprobando',
  binding: 'Vinculando este dispositivo',
  cancelled: 'Detenido',
  cancelledText: 'No se ha cambiado nada.',
  cancel: 'Cancelar',
  close: 'Cerrar',
  retry: 'Reintentar',
  replaceDevice: 'Sustituir el dispositivo sin usar',
  again: 'Empezar de nuevo',
  lockedFor: 'Podrá intentarlo de nuevo en {time}.',
  lockedForLong: 'Podrá intentarlo de nuevo {time}.',
  transaction: 'Va a confirmar',
  handoff: {
    start: 'Usar el teléfono',
    scan: 'Escanee este código con la cámara de su teléfono. Vale cinco minutos.',
    qr: 'Código QR con el enlace para su teléfono',
    link: 'Enlace para su teléfono',
    copy: 'Copiar enlace',
    copied: 'Copiado',
    code: 'Después escriba este número en el teléfono',
    taken: 'Siga en su teléfono. Deje esta página abierta.',
    from: 'Para {site}, iniciado en {browser}',
    unknownBrowser: 'otro navegador',
    warning:
      'Continúe solo si ve el número en su propia pantalla. ¿Alguien le envió este enlace? Entonces no siga.',
    type: 'Número que ve en su ordenador',
    wrong: 'Ese no es el número. Intentos restantes: {count}',
    accept: 'Continuar',
    decline: 'No fui yo',
    done: 'Puede seguir en su ordenador.',
    doneOnPhone: 'Hecho en su teléfono. Puede seguir aquí.',
  },
  hints: {
    'look-here': 'Mire a la cámara',
    'come-closer': 'Acérquese',
    'go-back': 'Aléjese un poco',
    center: 'Coloque la cara en el óvalo',
    'more-light': 'Busque más luz',
    'less-light': 'Demasiada luz: apártese de ella',
    'even-light': 'Póngase de cara a la luz',
    'hold-still': 'No se mueva',
    'turn-to-front': 'Mire al frente',
    'head-upright': 'Mantenga la cabeza recta',
    'one-person': 'Una sola persona, por favor',
    good: 'Muy bien, quédese así',
  },
  messages: {
    'insecure-page': {
      title: 'Esta página no es segura',
      text: 'La cámara solo funciona en páginas seguras. Avise al responsable de este sitio.',
    },
    'old-browser': {
      title: 'Este navegador no es compatible',
      text: 'Actualícelo o utilice otro navegador.',
    },
    'no-camera-api': {
      title: 'Este navegador no da acceso a la cámara',
      text: 'Este navegador no permite que las páginas usen la cámara. Abra esta página en otro navegador.',
    },
    'opened-in-app': {
      title: 'Abra esta página en su navegador',
      text: 'La aplicación que muestra esta página no le permite usar la cámara. Elija «Abrir en el navegador» en su menú o copie la dirección en su navegador.',
    },
    'pixels-blocked': {
      title: 'Este navegador oculta la imagen',
      text: 'Oculta a esta página lo que ve la cámara. Permita que este sitio use los datos del canvas y vuelva a cargar la página. O utilice otro navegador.',
    },
    blocked: {
      title: 'Bloqueado por este sitio',
      text: 'Las reglas de este sitio no lo permiten. Avise a su responsable.',
    },
    'loading-failed': {
      title: 'No se ha podido cargar todo',
      text: 'Vuelva a cargar esta página. Si no se resuelve, compruebe su conexión o avise al responsable de este sitio.',
    },
    'page-outdated': {
      title: 'Vuelva a cargar esta página',
      text: 'Puede que no esté actualizada. Si no se resuelve, avise al responsable de este sitio.',
    },
    'camera-denied': {
      title: 'Sin acceso a la cámara',
      text: 'Permita la cámara para esta página: pulse el icono junto a la dirección e inténtelo de nuevo.',
    },
    'camera-denied-by-system': {
      title: 'El sistema bloquea la cámara',
      text: 'Permita el uso de la cámara a su navegador en los ajustes de privacidad de este dispositivo e inténtelo de nuevo.',
    },
    'camera-dismissed': {
      title: 'Se necesita la cámara',
      text: 'Inténtelo de nuevo y permita la cámara cuando el navegador lo pregunte.',
    },
    'camera-none': {
      title: 'No se ha encontrado ninguna cámara',
      text: 'Conecte una cámara, permítala en los ajustes de privacidad del dispositivo o utilice un dispositivo que la tenga.',
    },
    'camera-in-use': {
      title: 'La cámara está ocupada',
      text: 'Quizá la esté usando otro programa. Cierre los programas que usen la cámara e inténtelo de nuevo. Si no ayuda, permita la cámara en los ajustes de privacidad del dispositivo.',
    },
    'camera-ended': {
      title: 'Se ha perdido la cámara',
      text: 'Compruebe la cámara y su interruptor e inténtelo de nuevo.',
    },
    'no-face': {
      title: 'No hemos visto ninguna cara',
      text: 'Póngase delante de la cámara e inténtelo de nuevo.',
    },
    'too-dark': {
      title: 'La luz no es suficiente',
      text: 'Póngase de cara a una ventana o a una lámpara, compruebe que nada tape la cámara e inténtelo de nuevo.',
    },
    'low-quality': {
      title: 'La imagen no era lo bastante buena',
      text: 'No se mueva, mire al frente, acérquese un poco e inténtelo de nuevo.',
    },
    'timed-out': {
      title: 'Ha tardado demasiado',
      text: 'Inténtelo de nuevo y siga las indicaciones.',
    },
    'device-trouble': {
      title: 'Algo ha fallado en este dispositivo',
      text: 'Cierre otras páginas e inténtelo de nuevo.',
    },
    'storage-trouble': {
      title: 'Este navegador no nos deja recordarle',
      text: 'Permita que este sitio guarde datos, cierre sus otras pestañas y salga de la navegación privada.',
    },
    'storage-full': {
      title: 'No queda espacio en este dispositivo',
      text: 'No se ha cambiado nada. Libere algo de espacio e inténtelo de nuevo.',
    },
    'storage-lost': {
      title: 'Este navegador ha olvidado este dispositivo',
      text: 'Recupere el acceso una vez más; su cuenta está a salvo.',
    },
    'connection-lost': {
      title: 'Vuelva a cargar esta página',
      text: 'El navegador ha cerrado su almacenamiento. Vuelva a cargar la página e inténtelo de nuevo; no se ha cambiado nada.',
    },
    'state-invalid': {
      title: 'No podemos leer sus datos de recuperación',
      text: 'Contacte con el servicio de ayuda de este sitio o utilice otra vía.',
    },
    'other-person': {
      title: 'Esto pertenece a otra cuenta',
      text: 'Inicie sesión de nuevo con su propia cuenta. Si no ayuda, avise al soporte de este sitio.',
    },
    'state-expired': {
      title: 'Sus datos de recuperación han caducado',
      text: 'Entre por otra vía y vuelva a preparar la recuperación.',
    },
    'state-outdated': {
      title: 'Vuelva a registrar su cara',
      text: 'Hemos mejorado la forma de reconocer las caras. Recargue esta página. Si no ayuda, entre una vez por otra vía y vuelva a preparar la recuperación.',
    },
    revoked: {
      title: 'Eliminado de su cuenta',
      text: 'Entre por otra vía. Después podrá prepararlo de nuevo.',
    },
    'not-recognized': {
      title: 'No le hemos reconocido',
      text: 'Inténtelo de nuevo con mejor luz y sin gafas de sol. O utilice otra vía.',
    },
    locked: {
      title: 'Demasiados intentos',
      text: 'Por su seguridad, queda bloqueado durante un tiempo.',
    },
    frozen: {
      title: 'Demasiados intentos',
      text: 'Por su seguridad, esta vía queda cerrada por ahora. Entre por otra y vuelva a preparar la recuperación.',
    },
    busy: {
      title: 'Ya está en marcha',
      text: 'Ya está en marcha en esta página o en otra pestaña. Termínelo allí.',
    },
    interrupted: {
      title: 'Se ha interrumpido',
      text: 'Empiece de nuevo, por favor.',
    },
    'already-enrolled': {
      title: 'Ya estaba preparado',
      text: 'Su cara ya está registrada.',
    },
    'handoff-expired': {
      title: 'Este enlace ha caducado',
      text: 'Un enlace vale cinco minutos. Pida otro en su ordenador.',
    },
    'handoff-used': {
      title: 'Este enlace ya se usó',
      text: 'Vale una sola vez y ya está todo hecho. Vuelva a su ordenador.',
    },
    'handoff-taken': {
      title: 'Otro teléfono tiene este enlace',
      text: 'Si no fue usted, cancele en su ordenador.',
    },
    'handoff-cancelled': {
      title: 'Cancelado',
      text: 'No se ha cambiado nada. Puede empezar de nuevo en su ordenador.',
    },
    offline: {
      title: 'Sin conexión',
      text: 'No se ha perdido nada. Inténtelo de nuevo cuando tenga conexión.',
    },
    'page-mistake': {
      title: 'Esta página no está bien configurada',
      text: 'Avise al soporte de este sitio web o use otra forma.',
    },
    'service-trouble': {
      title: 'El servicio no responde',
      text: 'Inténtelo de nuevo dentro de un momento.',
    },
    'sign-in-again': {
      title: 'Inicie sesión de nuevo',
      text: 'Su permiso ha caducado o no incluye esta acción. Si iniciar sesión no ayuda, avise al soporte de este sitio.',
    },
    'too-many': {
      title: 'El servicio está saturado',
      text: 'Espere un momento e inténtelo de nuevo.',
    },
    'device-limit': {
      title: 'Demasiados dispositivos',
      text: 'Elimine primero uno de sus dispositivos.',
    },
    'device-replaceable': {
      title: 'Demasiados dispositivos',
      text: 'Uno de sus dispositivos se parece a este navegador y nunca se ha usado. Este navegador puede ocupar su lugar.',
    },
    'wrong-clock': {
      title: 'La fecha o la hora de este dispositivo no es correcta',
      text: 'Corrija la fecha y la hora en los ajustes del dispositivo e inténtelo de nuevo.',
    },
    security: {
      title: 'Detenido por su seguridad',
      text: 'La respuesta del servidor no es de confianza. Avise al responsable de este sitio.',
    },
  },
  devices: {
    title: 'Sus dispositivos',
    empty: 'No hay ningún dispositivo vinculado.',
    loading: 'Cargando sus dispositivos',
    own: 'Este dispositivo',
    types: { BACKUP: 'Recuperación', TEMPORARY: 'De un solo uso', SDK: 'Navegador' },
    created: 'Añadido el {date}',
    lastUsed: 'Último uso: {date}',
    never: 'Sin usar todavía',
    expires: 'Caduca el {date}',
    rename: 'Cambiar el nombre de {name}',
    nameOf: 'Nombre de {name}',
    save: 'Guardar',
    remove: 'Eliminar {name}',
    removeTitle: '¿Eliminar {name}?',
    removeText: 'Ya no servirá para entrar en su cuenta.',
    removeOwnText:
      'Es el dispositivo que está usando ahora. Dejará de estar vinculado y tendrá que recuperar el acceso.',
    confirm: 'Eliminar',
    keep: 'Conservar',
    add: 'Preparar otra recuperación',
    done: 'Listo',
    removed: '{name} se ha eliminado',
    renamed: 'Ahora se llama {name}',
    reload: 'Reintentar',
  },
};
