/** Faces in Node: vision, and enrollment from a photo. Entry `recognize-elements/node`. */
export { createNodeVision, type NodeVision, type NodeVisionOptions } from '../../vision/node.ts';
export { type EnrolledPhoto, type EnrollPhotoOptions, enrollPhoto } from './enroll-photo.ts';
export type { Backend } from './send-to-matcher.ts';
