/** A picture that takes the place of a photo of a person. */
export function samplePhoto(): Blob {
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 600 });
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#aebfd4';
  context.fillRect(0, 0, 480, 600);
  context.fillStyle = '#5b6f8c';
  context.beginPath();
  context.ellipse(240, 250, 105, 135, 0, 0, 2 * Math.PI);
  context.ellipse(240, 640, 230, 230, 0, 0, 2 * Math.PI);
  context.fill();
  const [, base64 = ''] = canvas.toDataURL('image/png').split(',');
  return new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], { type: 'image/png' });
}
