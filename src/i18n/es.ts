import { messages } from './messages/es.ts';
import type { Pack } from './types.ts';

/*
 * Español válido en España y América: «usted», frases breves y amables, sin marcas de género; «nosotros» es el sitio.
 *
 * recovery: recuperación de acceso · get back into your account: recuperar el acceso a su cuenta · another way in: otra forma de acceder
 * device, connect, remove: dispositivo, vincular, eliminar · owner, support: responsable del sitio, servicio de ayuda
 */
export const es: Pack = {
  direction: 'ltr',
  enroll: {
    title: 'Configurar la recuperación de acceso',
    text: 'Mire a la cámara un momento. Si algún día pierde este dispositivo, su cara le permitirá volver a entrar en su cuenta.',
    start: 'Empezar',
    done: 'Todo listo',
    doneText: 'A partir de ahora, podrá recuperar el acceso a su cuenta con la cara.',
    cancelledLate:
      'Es posible que la configuración no esté completa. Repítala, por favor, para poder contar con ella.',
  },
  recover: {
    title: 'Recuperar el acceso a su cuenta',
    text: 'Mire a la cámara para que podamos comprobar su identidad. Después vincularemos este dispositivo a su cuenta.',
    start: 'Empezar',
    done: '¡Qué bien tenerle de vuelta!',
    doneText: 'Este dispositivo ya está vinculado a su cuenta.',
    cancelledLate: 'Es posible que ya se haya completado. Compruébelo en la lista de sus dispositivos.',
  },
  authenticate: {
    title: 'Confirme su identidad',
    text: 'Mire a la cámara un momento.',
    start: 'Confirmar',
    done: 'Identidad confirmada',
    doneText: 'Gracias. Ya puede continuar.',
  },
  privacy: 'La imagen de su cara no sale de este dispositivo.',
  simulated: 'Persona simulada',
  preview: 'Lo que ve la cámara',
  loading: 'Preparando…',
  permission: 'Permita el uso de la cámara',
  checking: 'Comprobando…',
  binding: 'Vinculando este dispositivo…',
  cancelled: 'Operación cancelada',
  cancelledText: 'No se ha cambiado nada.',
  cancel: 'Cancelar',
  close: 'Cerrar',
  retry: 'Reintentar',
  replaceDevice: 'Sustituir el dispositivo sin usar',
  again: 'Empezar de nuevo',
  lockedFor: 'Podrá volver a intentarlo en {time}.',
  lockedForLong: 'Podrá volver a intentarlo {time}.',
  transaction: 'Va a confirmar',
  hints: {
    'look-here': 'Mire a la cámara',
    'come-closer': 'Acérquese un poco',
    'go-back': 'Aléjese un poco',
    center: 'Coloque la cara dentro del óvalo',
    'more-light': 'Se necesita más luz',
    'less-light': 'Demasiada luz: gírese hacia otro lado',
    'even-light': 'Póngase de cara a la luz',
    'hold-still': 'No se mueva',
    'turn-to-front': 'Mire al frente',
    'head-upright': 'Mantenga la cabeza recta',
    'one-person': 'Una sola persona, por favor',
    good: 'Muy bien, siga así',
  },
  messages,
  devices: {
    title: 'Sus dispositivos',
    empty: 'No hay ningún dispositivo vinculado.',
    loading: 'Cargando sus dispositivos…',
    own: 'Este dispositivo',
    types: { BACKUP: 'Recuperación', TEMPORARY: 'De un solo uso', SDK: 'Navegador' },
    created: 'Añadido: {date}',
    lastUsed: 'Último uso: {date}',
    never: 'Sin usar todavía',
    expires: 'Caduca: {date}',
    rename: 'Cambiar el nombre de {name}',
    nameOf: 'Nombre de {name}',
    save: 'Guardar',
    remove: 'Eliminar {name}',
    removeTitle: '¿Eliminar {name}?',
    removeText: 'Ya no servirá para entrar en su cuenta.',
    removeOwnText:
      'Está usando este dispositivo ahora mismo. Para volver a vincularlo, tendrá que recuperar el acceso a su cuenta.',
    confirm: 'Eliminar',
    keep: 'Conservar',
    add: 'Configurar otra recuperación',
    done: 'Listo',
    removed: 'Dispositivo eliminado: {name}',
    renamed: 'Nuevo nombre: {name}',
    reload: 'Reintentar',
  },
};
