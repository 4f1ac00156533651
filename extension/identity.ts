/**
 * Who the extension is and which workspace it answers. Read by the manifests, by the background and by the tests; the
 * workspace has to know the id, and the extension the origin, so both are constants of the build.
 */

/** The public half of a key pair: it fixes the extension's id. The private half is not needed and not kept. */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs0BALW0KAc0Eslo1Z1lAtYp8X0rpjp0YaplBLks18wzaR3FKF8xO8MLqYEfCHiFZ5Xu6C0j0iEWIgsakgoSANI1ng9BW8cELElY7M0ElOykPk4JwJMG1ilb0Eqk2vunO9KC1MDK0B/jnYez6aOPCqGBQyItzFr0nX9lZhgHfJWCslB0U+yMRy3/xJ+g/10POx+4OlBzkxn1RvPdgin7UamPWnDUoqRreI8u1lJGCg0On8jTiJ/30VDzUR31tvZHlPYQY+/y1BPHjWicnRe+vXwZ6/6F1DC9jLWKh7EblIpEXvxCAVRdsTJBMYmFiqh5rXsIe0/TORRBzNwkfRsme4wIDAQAB';

/** First 32 hex digits of the SHA-256 of the key, 0–f written as a–p. */
export const EXTENSION_ID = 'lemfglckmfgolhngcccbgfhgaaiieoff';

/** Firefox takes the id as it stands in the manifest. */
export const FIREFOX_ID = 'tieout@tieout.example';

/** Where the workspace is served when nobody says otherwise: the loopback address of `npm start`. */
const WORKSPACE_ORIGIN_DEFAULT = 'http://127.0.0.1:4180';

/**
 * Exact origin of the workspace that this build answers. `VITE_WORKSPACE_ORIGIN` in the environment of the build sets it,
 * for the manifests (evaluated in Node) and for the pages (where Vite writes it in) alike.
 */
export function workspaceOrigin(): string {
  const bundled = import.meta.env?.VITE_WORKSPACE_ORIGIN as string | undefined;
  const named = bundled ?? globalThis.process?.env?.VITE_WORKSPACE_ORIGIN;
  return new URL(named || WORKSPACE_ORIGIN_DEFAULT).origin;
}
