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
    // scripts/budget.mjs says how large the first page may be.
    chunkSizeWarningLimit: 1000,
    // The helper that Vite writes for old browsers is not needed by the target.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page begins with comes in one file, and what lists have in common in another: left
            // to itself the build makes ninety of them, each a request before the first row.
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: 'list', test: /\/src\/components\/lists\/(?!SaveViewForm|SavedViews|SureDialog|Bulk|ListTools|ColumnChooser|ExportButton)|\/src\/components\/people\/user(Columns|Filters|sMenu|Card)/i, priority: 1 },
          ],
        },
      },
    },
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
