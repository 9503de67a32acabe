import type { Pack } from '../types.ts';

/** What went wrong, and what to do about it. */
export const messages: Pack['messages'] = {
  'insecure-page': {
    title: 'This page isn’t secure',
    text: 'The camera works on secure pages only. Please tell the owner of this website.',
  },
  'old-browser': { title: 'This browser can’t do this', text: 'Please update it, or use another browser.' },
  'no-camera-api': {
    title: 'No camera in this browser',
    text: 'This browser doesn’t let pages use the camera. Please open this page in another browser.',
  },
  'opened-in-app': {
    title: 'Open this page in your browser',
    text: 'The app that shows this page doesn’t let it use the camera. Choose “Open in browser” in its menu, or copy the address into your browser.',
  },
  'pixels-blocked': {
    title: 'This browser hides the picture',
    text: 'It hides what the camera sees from this page. Allow this website to use canvas data and reload the page, or use another browser.',
  },
  blocked: {
    title: 'Blocked by this website',
    text: 'The settings of this website don’t allow it. Please tell its owner.',
  },
  'loading-failed': {
    title: 'Something didn’t load',
    text: 'Please reload this page. If that doesn’t help, check your connection, or tell the owner of this website.',
  },
  'page-outdated': {
    title: 'Please reload this page',
    text: 'It may be out of date. If reloading doesn’t help, please tell the owner of this website.',
  },
  'camera-denied': {
    title: 'No access to the camera',
    text: 'Allow the camera for this page: choose the icon next to the address, then try again.',
  },
  'camera-denied-by-system': {
    title: 'This device blocks the camera',
    text: 'Open its privacy settings, allow the camera for your browser, then try again.',
  },
  'camera-dismissed': {
    title: 'We need your camera',
    text: 'Please try again, and allow the camera when your browser asks.',
  },
  'camera-none': {
    title: 'No camera found',
    text: 'Connect a camera, allow it in the privacy settings of this device, or use a device that has one.',
  },
  'camera-in-use': {
    title: 'The camera is busy',
    text: 'Another app may be using it. Close apps that use the camera, then try again. If that doesn’t help, allow the camera in the privacy settings of this device.',
  },
  'camera-ended': {
    title: 'The camera was disconnected',
    text: 'Please check the camera and its switch, then try again.',
  },
  'no-face': {
    title: 'We couldn’t see a face',
    text: 'Make sure your whole face is in the picture, then try again.',
  },
  'too-dark': {
    title: 'The light wasn’t good enough',
    text: 'Turn toward a window or a lamp, make sure nothing covers the camera, then try again.',
  },
  'low-quality': {
    title: 'The picture wasn’t clear enough',
    text: 'Hold still, look straight ahead, come a little closer, then try again.',
  },
  'timed-out': { title: 'That took too long', text: 'Please try again and follow the hints.' },
  'liveness-failed': {
    title: 'That didn’t quite work',
    text: 'Make each movement when you’re asked to, and keep your face in the picture. Or use another way in.',
  },
  'several-people': {
    title: 'There was more than one person',
    text: 'Make sure that you’re alone in the picture, then try again.',
  },
  'camera-changed': {
    title: 'The camera was switched',
    text: 'Please stay with one camera, then try again.',
  },
  'photo-format': {
    title: 'This kind of file doesn’t work',
    text: 'Please choose a photo in JPEG, PNG or WebP format. HEIC photos and PDF files don’t work.',
  },
  'photo-unreadable': {
    title: 'This photo can’t be opened',
    text: 'The file may be damaged. Please choose another copy of it.',
  },
  'photo-too-large': {
    title: 'This photo is too large',
    text: 'Please choose a photo with fewer pixels.',
  },
  'photo-no-face': {
    title: 'There’s no face in this photo',
    text: 'Please choose a photo that shows your face from the front.',
  },
  'photo-several-faces': {
    title: 'There’s more than one face in this photo',
    text: 'Please choose a photo that shows only you.',
  },
  'photo-low-quality': {
    title: 'This photo isn’t clear enough',
    text: 'Please choose a sharp, evenly lit photo of your face.',
  },
  'photo-wrong-file': {
    title: 'That’s a different photo',
    text: 'Please choose exactly the file that was checked, unchanged.',
  },
  'device-trouble': {
    title: 'Something went wrong on this device',
    text: 'Please close other pages and apps, then try again.',
  },
  'storage-trouble': {
    title: 'This browser can’t save anything',
    text: 'Allow this website to store data, close its other tabs, and leave private browsing.',
  },
  'storage-full': {
    title: 'This device is full',
    text: 'Nothing was changed. Please free up some space, then try again.',
  },
  'storage-lost': {
    title: 'This device is no longer connected',
    text: 'This browser has lost its data. Please get back into your account once more. Your account is safe.',
  },
  'connection-lost': {
    title: 'Please reload this page',
    text: 'The browser has closed its storage. Nothing was changed. Reload this page and try again.',
  },
  'state-invalid': {
    title: 'We can’t read your recovery data',
    text: 'Please contact the support team of this website, or use another way in.',
  },
  'other-person': {
    title: 'This belongs to another account',
    text: 'Sign in again with your own account. If that doesn’t help, contact the support team of this website.',
  },
  'state-expired': {
    title: 'Your recovery data has expired',
    text: 'Please use another way in, then set up recovery again.',
  },
  'state-outdated': {
    title: 'Please set up your face again',
    text: 'Face recognition has been improved. Reload this page. If that doesn’t help, use another way in, then set up recovery again.',
  },
  revoked: {
    title: 'Removed from your account',
    text: 'Please use another way in. After that, you can set it up again.',
  },
  'not-recognized': {
    title: 'We didn’t recognize you',
    text: 'Try again in better light and without sunglasses, or use another way in.',
  },
  locked: { title: 'Too many attempts', text: 'For your safety, this is locked for a while.' },
  frozen: {
    title: 'Too many attempts',
    text: 'For your safety, this way in is closed for now. Use another one, then set up recovery again.',
  },
  busy: {
    title: 'Already running',
    text: 'This is already running on this page or in another tab. Please finish it there.',
  },
  interrupted: { title: 'That was interrupted', text: 'Please start again.' },
  'already-enrolled': { title: 'Already set up', text: 'Your face is already set up.' },
  'handoff-expired': {
    title: 'This link has expired',
    text: 'A link works for five minutes. Get a new one on your computer.',
  },
  'handoff-used': {
    title: 'This link was already used',
    text: 'It works once, and everything is done. Go back to your computer.',
  },
  'handoff-taken': {
    title: 'This link is already in use',
    text: 'It’s open on another phone, or this page was reloaded. Cancel on your computer, then start again.',
  },
  'handoff-cancelled': {
    title: 'Stopped',
    text: 'It was canceled, or the number was wrong three times. Nothing was changed. You can start again on your computer.',
  },
  offline: { title: 'You’re offline', text: 'Nothing was lost. Please try again when you’re back online.' },
  'page-mistake': {
    title: 'This page isn’t set up correctly',
    text: 'Please tell the support team of this website, or use another way in.',
  },
  'service-trouble': {
    title: 'The service isn’t responding',
    text: 'Please try again in a little while.',
  },
  'sign-in-again': {
    title: 'Please sign in again',
    text: 'Your permission has expired or doesn’t cover this. If signing in doesn’t help, contact the support team of this website.',
  },
  'too-many': { title: 'We’re very busy', text: 'Please wait a moment, then try again.' },
  'device-limit': { title: 'Too many devices', text: 'Please remove one of your devices first.' },
  'device-replaceable': {
    title: 'Too many devices',
    text: 'One of your devices looks like this browser and was never used. This browser can take its place.',
  },
  'wrong-clock': {
    title: 'This device has the wrong date or time',
    text: 'Correct the date and time in the settings of this device, then try again.',
  },
  security: {
    title: 'Stopped for your safety',
    text: 'The answer from the server can’t be trusted. Please tell the owner of this website.',
  },
};
