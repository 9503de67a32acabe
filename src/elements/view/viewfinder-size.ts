import type { Size } from '../../client/run-state.ts';

/** The size of the picture in CSS pixels; undefined while it is not shown. */
export function viewfinderSize(root: ParentNode): Size | undefined {
  const { clientWidth: width = 0, clientHeight: height = 0 } =
    root.querySelector('[part="viewfinder"]') ?? {};
  return width > 0 && height > 0 ? { width, height } : undefined;
}
