/** The dashboard's own public client, which the server makes at its first start (shared/domain/src/client.rs, `DASHBOARD`). */
export const CLIENT_ID = 'cli_31cns6ych0chgq6t32dxgq4s00'
export const SCOPE = 'openid email profile'
export const CALLBACK = '/callback'
