export { createClient, type ClientOptions, type CloudClient } from './client';
export { credentialsOf, type CredentialOptions } from './credentialChain';
export { Credentials, type Keys } from './credentials';
export { CloudError, CloudFault } from './fault';
export { liveAccount } from './liveAccount';
export { sayCloudFailure } from './sayFailure';
export type { CloudTime } from './time';
