// better-auth with its OAuth provider as a bench peer. env: PORT, PGURL
// Equal work: ES256, JWT access tokens for a resource, PKCE, rotation, rate limits off, first-party client without consent.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
const req = createRequire(process.cwd() + '/');
const load = (name) => import(pathToFileURL(req.resolve(name)).href);
const t0 = performance.now();
const { betterAuth } = await load('better-auth');
const { jwt } = await load('better-auth/plugins');
const { toNodeHandler } = await load('better-auth/node');
const { getMigrations } = await load('better-auth/db/migration');
const { oauthProvider } = await load('@better-auth/oauth-provider');
const pg = req('pg');
const port = +process.env.PORT;
const origin = `http://127.0.0.1:${port}`;
const options = {
  baseURL: origin,
  secret: 'bench-secret-bench-secret-bench-secret',
  database: new pg.Pool({ connectionString: process.env.PGURL, max: 8 }),
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { level: 'warn' },
  plugins: [
    jwt({ jwks: { keyPairConfig: { alg: 'ES256' } }, disableSettingJwtHeader: true }),
    oauthProvider({
      loginPage: '/sign-in',
      consentPage: '/consent',
      scopes: ['openid', 'profile', 'email', 'offline_access', 'api'],
      resources: [{ identifier: 'https://api.example.com', signingAlgorithm: 'ES256' }],
      enforcePerClientResources: false,
      clientPrivileges: () => true,
      accessTokenExpiresIn: 3600,
      silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    }),
  ],
};
const { runMigrations } = await getMigrations(options);
await runMigrations();
const auth = betterAuth(options);
const person = { email: 'u@example.com', password: 'amber-window-glacier-58', name: 'U' };
const { headers: made } = await auth.api.signUpEmail({ body: person, returnHeaders: true });
const headers = new Headers({ cookie: made.getSetCookie().map((line) => line.split(';')[0]).join('; ') });
const registered = (body) => auth.api.adminCreateOAuthClient({ headers, body: { token_endpoint_auth_method: 'client_secret_basic', ...body } });
const web = await registered({
  redirect_uris: ['https://client.example/cb'],
  scope: 'openid profile email offline_access api',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  skip_consent: true,
});
const machine = await registered({ grant_types: ['client_credentials'], scope: 'api', client_credentials_scopes: ['api'] });
const handler = toNodeHandler(auth);
createServer(handler).listen(port, '127.0.0.1', () => {
  const clients = { web: [web.client_id, web.client_secret], machine: [machine.client_id, machine.client_secret] };
  console.log(`ready ${JSON.stringify(clients)} ${(performance.now() - t0).toFixed(0)}ms`);
});
