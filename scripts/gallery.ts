/** `npm run gallery` serves every screen of the widget, in every state, language and theme, without a BFF. */
import { serveGallery } from "../widget/gallery/serve.ts";

const gallery = await serveGallery({ port: Number(process.env.GALLERY_PORT ?? 0), watch: true });
console.log(`\n  The gallery is open at  ${gallery.url}\n\nCtrl-C stops it.`);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void gallery.close().then(() => process.exit(0)));
}
