export { whenCameraGranted } from '../capture/camera-permission.ts';
