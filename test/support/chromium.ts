import { type Browser, chromium } from 'playwright-core';
import { browserPath, chromiumArguments } from './browsers.ts';

/** Starts headless Chromium. @param args further command-line switches */
export const launchChromium = (...args: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: browserPath('chromium'), args: [...chromiumArguments, ...args] });
