import { fileURLToPath } from "node:url";
import { createServer } from "vite";

/** A running gallery. */
export interface Gallery {
  /** The address to open. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves the gallery from source, so that changes show at once.
 * @param options.port 0 for a free one
 */
export async function serveGallery(options: {
  readonly port: number;
  readonly watch: boolean;
}): Promise<Gallery> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL("..", import.meta.url)),
    publicDir: false,
    logLevel: "warn",
    cacheDir: fileURLToPath(new URL("../../.cache/gallery", import.meta.url)),
    optimizeDeps: {
      entries: ["gallery/index.html"],
      include: ["qrcode/lib/core/qrcode.js", "jsbarcode/bin/barcodes/CODE128/CODE128_AUTO.js"],
    },
    server: {
      host: "127.0.0.1",
      port: options.port,
      hmr: options.watch,
      ...(options.watch ? {} : { watch: null }),
    },
  });
  await server.listen();
  const address = server.httpServer?.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  return { url: `http://127.0.0.1:${port}/gallery/`, close: () => server.close() };
}

if (import.meta.main) {
  const { url } = await serveGallery({ port: Number(process.env.GALLERY_PORT ?? 0), watch: true });
  process.stdout.write(`The gallery is at ${url}\n`);
}
