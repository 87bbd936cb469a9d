import { chromium as engine } from 'playwright-core';
import { chromium, need } from './tool.mjs';

// launch starts Debian's Chromium without a window.
export async function launch() {
  need(chromium);
  return engine.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
}

const desktop = { viewport: { width: 1280, height: 900 } };

// The circumstances under which every kind of page is looked at.
export const circumstances = {
  desktop,
  narrow: { viewport: { width: 320, height: 640 } },
  dark: { ...desktop, colorScheme: 'dark' },
  'forced colours': { ...desktop, forcedColors: 'active' },
  'no script': desktop,
};
