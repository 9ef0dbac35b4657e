export { listPasskeys } from './read.ts'
export { credentialText, type PasskeyView, type RelyingParty } from './schema.ts'
export { askRegistration, askSignIn, provePasskey, registerPasskey, revokePasskey } from './write.ts'
