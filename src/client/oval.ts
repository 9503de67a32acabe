/** Where the face should be, for views that draw it. */
export { OVAL_PATH, OVAL_VIEW_BOX, ovalIn } from '../capture/oval.ts';
