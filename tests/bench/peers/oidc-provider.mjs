// node-oidc-provider as a bench peer. env: PORT, ALG=ES256|RS256, STORE=mem|pg, PGURL
// run from a folder with: npm i oidc-provider pg
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const req = createRequire(process.cwd() + '/');
const t0 = performance.now();
const { default: Provider } = await import(pathToFileURL(req.resolve('oidc-provider')).href);
import { generateKeyPairSync } from 'node:crypto';
const PORT = +process.env.PORT || 4101, ALG = process.env.ALG || 'ES256';
const kp = ALG === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...kp.privateKey.export({ format: 'jwk' }), use: 'sig', alg: ALG, kid: 'k1' };

let adapter;
if (process.env.STORE === 'pg') {
  const pg = req('pg');
  const pool = new pg.Pool({ connectionString: process.env.PGURL, max: 8 });
  await pool.query(`create table if not exists oidc(kind text not null, id text not null, uid text, user_code text, grant_id text,
    payload jsonb not null, consumed bigint, exp timestamptz, primary key(kind,id))`);
  await pool.query('create index if not exists oidc_grant on oidc(grant_id) where grant_id is not null');
  await pool.query('create index if not exists oidc_uid on oidc(uid) where uid is not null');
  const q = (name, text, values) => pool.query({ name, text, values });
  const row = (r) => r.rows[0] && (r.rows[0].consumed ? { ...r.rows[0].payload, consumed: +r.rows[0].consumed } : r.rows[0].payload);
  adapter = class {
    constructor(kind) { this.k = kind; }
    upsert(id, p, ttl) { return q('u', `insert into oidc(kind,id,uid,user_code,grant_id,payload,exp) values($1,$2,$3,$4,$5,$6,now()+make_interval(secs=>$7))
      on conflict(kind,id) do update set payload=excluded.payload, uid=excluded.uid, exp=excluded.exp`, [this.k, id, p.uid ?? null, p.userCode ?? null, p.grantId ?? null, p, ttl ?? 86400]); }
    async find(id) { return row(await q('f', 'select payload,consumed from oidc where kind=$1 and id=$2 and exp>now()', [this.k, id])); }
    async findByUid(uid) { return row(await q('fu', 'select payload,consumed from oidc where kind=$1 and uid=$2 and exp>now()', [this.k, uid])); }
    async findByUserCode(c) { return row(await q('fc', 'select payload,consumed from oidc where kind=$1 and user_code=$2', [this.k, c])); }
    consume(id) { return q('c', 'update oidc set consumed=extract(epoch from now())::bigint where kind=$1 and id=$2', [this.k, id]); }
    destroy(id) { return q('d', 'delete from oidc where kind=$1 and id=$2', [this.k, id]); }
    revokeByGrantId(g) { return q('r', 'delete from oidc where grant_id=$1', [g]); }
  };
}
const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  ...(adapter ? { adapter } : {}),
  jwks: { keys: [jwk] },
  cookies: { keys: ['bench-cookie-key'] },
  clients: [
    { client_id: 'm2m', client_secret: 'secret-secret-secret', grant_types: ['client_credentials'], redirect_uris: [], response_types: [], id_token_signed_response_alg: ALG },
    { client_id: 'web', client_secret: 'secret-secret-secret', grant_types: ['authorization_code', 'refresh_token'], redirect_uris: ['http://127.0.0.1:9/cb'], id_token_signed_response_alg: ALG },
  ],
  scopes: ['openid', 'offline_access', 'email', 'profile', 'api'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async () => true,
  features: {
    devInteractions: { enabled: false }, clientCredentials: { enabled: true }, introspection: { enabled: true }, revocation: { enabled: true },
    resourceIndicators: {
      enabled: true, defaultResource: (ctx, client, one) => one ?? (client.clientId === 'm2m' ? 'urn:api' : undefined), useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'api', audience: 'urn:api', accessTokenTTL: 3600, accessTokenFormat: 'jwt', jwt: { sign: { alg: ALG } } }),
    },
  },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'u@example.com', email_verified: true, name: 'U' }) }),
  interactions: { url: (ctx, i) => `/interaction/${i.uid}` },
  ttl: { AccessToken: 3600, ClientCredentials: 3600, AuthorizationCode: 60, RefreshToken: 86400, Session: 86400, Grant: 86400, Interaction: 600, IdToken: 3600 },
});
provider.use(async (ctx, next) => {
  const m = ctx.path.match(/^\/interaction\/([^/]+)$/);
  if (!m) return next();
  const { prompt, params, session, grantId } = await provider.interactionDetails(ctx.req, ctx.res);
  let result;
  if (prompt.name === 'login') result = { login: { accountId: 'user1' } };
  else {
    const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid offline_access email profile'); grant.addResourceScope('urn:api', 'api');
    result = { consent: { grantId: await grant.save() } };
  }
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true }));
});
provider.on('server_error', (c, e) => console.error(e));
provider.listen(PORT, '127.0.0.1', () => console.log(`ready ${(performance.now() - t0).toFixed(0)}ms pid ${process.pid}`));
