import type { Pack } from '../types.ts';

export const messages: Pack['messages'] = {
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
    text: 'Las páginas no pueden usar la cámara en este navegador. Abra esta página en otro.',
  },
  'opened-in-app': {
    title: 'Abra esta página en su navegador',
    text: 'La aplicación que muestra esta página no le permite usar la cámara. Elija «Abrir en el navegador» en el menú de la aplicación o copie la dirección en su navegador.',
  },
  'pixels-blocked': {
    title: 'Este navegador oculta la imagen',
    text: 'Esta página no recibe lo que ve la cámara. Permita que este sitio use los datos de canvas y vuelva a cargar la página, o utilice otro navegador.',
  },
  blocked: {
    title: 'Bloqueado por este sitio',
    text: 'La configuración de este sitio no lo permite. Avise a su responsable.',
  },
  'loading-failed': {
    title: 'No se ha podido cargar todo',
    text: 'Vuelva a cargar esta página. Si no funciona, compruebe su conexión o avise al responsable de este sitio.',
  },
  'page-outdated': {
    title: 'Vuelva a cargar esta página',
    text: 'Es posible que no esté actualizada. Si no funciona, avise al responsable de este sitio.',
  },
  'camera-denied': {
    title: 'Sin acceso a la cámara',
    text: 'Permita la cámara para esta página: pulse el icono que hay junto a la dirección y vuelva a intentarlo.',
  },
  'camera-denied-by-system': {
    title: 'Este dispositivo bloquea la cámara',
    text: 'Abra los ajustes de privacidad del dispositivo, permita que su navegador use la cámara y vuelva a intentarlo.',
  },
  'camera-dismissed': {
    title: 'Necesitamos la cámara',
    text: 'Vuelva a intentarlo y permita la cámara cuando el navegador lo pregunte.',
  },
  'camera-none': {
    title: 'No se ha encontrado ninguna cámara',
    text: 'Conecte una cámara, permítala en los ajustes de privacidad del dispositivo o utilice un dispositivo que tenga una.',
  },
  'camera-in-use': {
    title: 'La cámara está ocupada',
    text: 'Puede que la esté usando otra aplicación. Cierre las aplicaciones que usen la cámara y vuelva a intentarlo. Si no funciona, permita la cámara en los ajustes de privacidad del dispositivo.',
  },
  'camera-ended': {
    title: 'Se ha desconectado la cámara',
    text: 'Compruebe la cámara y su interruptor, y vuelva a intentarlo.',
  },
  'no-face': {
    title: 'No hemos visto ninguna cara',
    text: 'Asegúrese de que se vea toda su cara y vuelva a intentarlo.',
  },
  'too-dark': {
    title: 'No hay suficiente luz',
    text: 'Póngase de cara a una ventana o a una lámpara, compruebe que nada tape la cámara y vuelva a intentarlo.',
  },
  'low-quality': {
    title: 'La imagen no era lo bastante nítida',
    text: 'No se mueva, mire al frente, acérquese un poco y vuelva a intentarlo.',
  },
  'timed-out': {
    title: 'Ha tardado demasiado',
    text: 'Vuelva a intentarlo y siga las indicaciones.',
  },
  'liveness-failed': {
    title: 'No ha salido del todo bien',
    text: 'Haga cada movimiento cuando se le pida y mantenga la cara en la imagen, o utilice otra forma de acceder.',
  },
  'several-people': {
    title: 'Había más de una persona',
    text: 'Asegúrese de que no haya nadie más en la imagen y vuelva a intentarlo.',
  },
  'camera-changed': {
    title: 'Se ha cambiado de cámara',
    text: 'Use la misma cámara todo el tiempo y vuelva a intentarlo.',
  },
  'photo-format': {
    title: 'Este tipo de archivo no sirve',
    text: 'Elija una foto en formato JPEG, PNG o WebP. Las fotos HEIC y los archivos PDF no sirven.',
  },
  'photo-unreadable': {
    title: 'No se puede abrir esta foto',
    text: 'Es posible que el archivo esté dañado. Elija otra copia.',
  },
  'photo-too-large': {
    title: 'Esta foto es demasiado grande',
    text: 'Elija una foto con menos píxeles.',
  },
  'photo-no-face': {
    title: 'No hay ninguna cara en esta foto',
    text: 'Elija una foto que muestre su cara de frente.',
  },
  'photo-several-faces': {
    title: 'Hay más de una cara en esta foto',
    text: 'Elija una foto en la que no aparezca nadie más.',
  },
  'photo-low-quality': {
    title: 'Esta foto no es lo bastante nítida',
    text: 'Elija una foto nítida de su cara, con luz uniforme.',
  },
  'photo-wrong-file': {
    title: 'Esta es otra foto',
    text: 'Elija exactamente el archivo que se ha verificado, sin cambios.',
  },
  'device-trouble': {
    title: 'Algo ha fallado en este dispositivo',
    text: 'Cierre otras páginas y aplicaciones, y vuelva a intentarlo.',
  },
  'storage-trouble': {
    title: 'Este navegador no puede guardar nada',
    text: 'Permita que este sitio guarde datos, cierre sus otras pestañas y salga de la navegación privada.',
  },
  'storage-full': {
    title: 'No queda espacio en este dispositivo',
    text: 'No se ha cambiado nada. Libere algo de espacio y vuelva a intentarlo.',
  },
  'storage-lost': {
    title: 'Este dispositivo ya no está vinculado',
    text: 'El navegador ha perdido sus datos. Recupere el acceso a su cuenta una vez más. Su cuenta está a salvo.',
  },
  'connection-lost': {
    title: 'Vuelva a cargar esta página',
    text: 'El navegador ha cerrado su almacenamiento. No se ha cambiado nada. Vuelva a cargar la página e inténtelo de nuevo.',
  },
  'state-invalid': {
    title: 'No podemos leer sus datos de recuperación',
    text: 'Contacte con el servicio de ayuda de este sitio o utilice otra forma de acceder.',
  },
  'other-person': {
    title: 'Esto pertenece a otra cuenta',
    text: 'Inicie sesión de nuevo con su propia cuenta. Si no funciona, contacte con el servicio de ayuda de este sitio.',
  },
  'state-expired': {
    title: 'Sus datos de recuperación han caducado',
    text: 'Acceda de otra forma y vuelva a configurar la recuperación.',
  },
  'state-outdated': {
    title: 'Vuelva a registrar su cara',
    text: 'El reconocimiento facial ha mejorado. Vuelva a cargar esta página. Si no funciona, acceda de otra forma y vuelva a configurar la recuperación.',
  },
  revoked: {
    title: 'Eliminado de su cuenta',
    text: 'Acceda de otra forma. Después podrá volver a configurarlo.',
  },
  'not-recognized': {
    title: 'No hemos reconocido su cara',
    text: 'Vuelva a intentarlo con mejor luz y sin gafas de sol, o utilice otra forma de acceder.',
  },
  locked: {
    title: 'Demasiados intentos',
    text: 'Por su seguridad, el acceso queda bloqueado durante un tiempo.',
  },
  frozen: {
    title: 'Demasiados intentos',
    text: 'Por su seguridad, esta forma de acceder está cerrada por ahora. Utilice otra y vuelva a configurar la recuperación.',
  },
  busy: {
    title: 'Ya está en marcha',
    text: 'Ya está en marcha en esta página o en otra pestaña. Termínelo allí.',
  },
  interrupted: { title: 'Se ha interrumpido', text: 'Empiece de nuevo, por favor.' },
  'already-enrolled': { title: 'Ya está configurado', text: 'Su cara ya está registrada.' },
  'handoff-expired': {
    title: 'Este enlace ha caducado',
    text: 'Un enlace es válido durante cinco minutos. Pida otro en la otra pantalla.',
  },
  'handoff-used': {
    title: 'Este enlace ya se ha usado',
    text: 'Solo funciona una vez y ya está todo hecho. Vuelva a la otra pantalla.',
  },
  'handoff-taken': {
    title: 'Este enlace ya está en uso',
    text: 'Está abierto en otro teléfono o se ha vuelto a cargar esta página. Cancele en la otra pantalla y empiece de nuevo.',
  },
  'handoff-cancelled': {
    title: 'Operación cancelada',
    text: 'Se ha cancelado o el número se ha escrito mal tres veces. No se ha cambiado nada. Puede empezar de nuevo en la otra pantalla.',
  },
  offline: {
    title: 'Sin conexión a internet',
    text: 'No se ha perdido nada. Vuelva a intentarlo cuando tenga conexión.',
  },
  'page-mistake': {
    title: 'Esta página no está bien configurada',
    text: 'Avise al servicio de ayuda de este sitio o utilice otra forma de acceder.',
  },
  'service-trouble': {
    title: 'El servicio no responde',
    text: 'Vuelva a intentarlo dentro de un rato.',
  },
  'sign-in-again': {
    title: 'Inicie sesión de nuevo',
    text: 'Su permiso ha caducado o no incluye esta acción. Si iniciar sesión no funciona, contacte con el servicio de ayuda de este sitio.',
  },
  'too-many': {
    title: 'El servicio está saturado',
    text: 'Espere un momento y vuelva a intentarlo.',
  },
  'device-limit': { title: 'Demasiados dispositivos', text: 'Elimine primero uno de sus dispositivos.' },
  'device-replaceable': {
    title: 'Demasiados dispositivos',
    text: 'Uno de sus dispositivos se parece a este navegador y nunca se ha usado. Este navegador puede ocupar su lugar.',
  },
  'wrong-clock': {
    title: 'La fecha o la hora del dispositivo es incorrecta',
    text: 'Corrija la fecha y la hora en los ajustes del dispositivo y vuelva a intentarlo.',
  },
  security: {
    title: 'Operación detenida por su seguridad',
    text: 'La respuesta del servidor no es de confianza. Avise al responsable de este sitio.',
  },
};
