import { type Browser, chromium } from 'playwright-core';
import { browser, chromiumArguments } from './browsers.ts';

/** Starts headless Chromium. @param args further command-line switches */
export const launchChromium = (...args: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: browser('chromium'), args: [...chromiumArguments, ...args] });
