/** Whether a Permissions-Policy header allows the camera for the page itself. */
export function allowsCamera(header: string | null): boolean {
  const allowlist = /(?:^|,)\s*camera\s*=\s*(\([^)]*\)|\*)/i.exec(header ?? '')?.[1];
  return allowlist === undefined || allowlist === '*' || /\b(self)\b|\*/i.test(allowlist);
}
