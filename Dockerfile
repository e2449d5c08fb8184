# The BFF as an image: docker build -t pay-checkout .
# How to run it read-only and without capabilities: docs/operating.md, "Locked down", and docs/deploy/compose.yaml.
# In the configuration: "listen": { "host": "0.0.0.0", "port": 8787 }, and for SQLite "sqlite:/data/checkout.db".

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has its own Node 24, and nothing here runs PostgreSQL or a browser: no install script is needed.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig*.json vite.config.ts ./
COPY scripts scripts
COPY widget widget
COPY bff bff
RUN node scripts/build.ts

FROM node:24-slim
ENV NODE_ENV=production CHECKOUT_CONFIG=/config/checkout.json
WORKDIR /app
# The server is bundled with its libraries, so it needs no node_modules. Nobody but root can change these files.
COPY --from=build /app/package.json ./
COPY --from=build /app/dist dist
RUN mkdir -m 700 /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8787
# By the container's own name, because that is how others reach it: with "listen" at 127.0.0.1 nobody would, and this fails.
# CHECKOUT_READY_URL names another address, such as one with another port.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "--permission", "-e", "fetch(process.env.CHECKOUT_READY_URL || `http://${os.hostname()}:8787/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No npm in between: SIGTERM goes to the BFF, which drains within 10 s. A command other than "serve" gets the same flags.
ENTRYPOINT ["node", "--permission", "--disable-sigusr1", "--disable-proto=throw", \
  "--allow-fs-read=/app/dist", "--allow-fs-read=/app/package.json", "--allow-fs-read=/proc/self/limits", \
  "--allow-fs-read=/config", "--allow-fs-read=/run/secrets", "--allow-fs-read=/data", "--allow-fs-write=/data", \
  "/app/dist/bff/cli.js"]
CMD ["serve"]
