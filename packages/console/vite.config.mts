import { defineConfig } from 'vite';

// `local` serves the built page under a path of its own, so every address in it is relative.
export default defineConfig({
  root: 'src',
  base: './',
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing may come from elsewhere, and the page's security policy allows no data: script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
