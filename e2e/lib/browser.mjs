import { chromium as engine } from 'playwright-core';
import { chromium, need } from './tool.mjs';

// launch starts Debian's Chromium without a window.
export async function launch() {
  need(chromium);
  return engine.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
}
