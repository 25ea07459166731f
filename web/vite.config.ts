/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { splitDocuments } from './scripts/documents.ts';

export default defineConfig({
  plugins: [react(), splitDocuments()],
  build: {
    outDir: 'dist',
    manifest: true,
    emptyOutDir: true,
    target: 'es2023',
    // Fonts stay files: the page's policy has no data: for fonts.
    assetsInlineLimit: 0,
    // The helper that Vite writes for old browsers is not needed by the target.
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/graphql', '/session', '/login', '/logout', '/sso'].map((path) => [path, 'http://127.0.0.1:8080']),
    ),
  },
  test: {
    // Tests of components ask for jsdom themselves; the others are faster without.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    // A form is drawn in a fraction of this, unless all cores are busy with something else.
    testTimeout: 20_000,
  },
});
