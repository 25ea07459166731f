/** Whether this browser can make passkeys of what the server offers (WebAuthn level 3). */
export const makesPasskeys = (): boolean => typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** Asks the device for a passkey; its answer as JSON, or null when the person or the device would not. */
export async function madePasskey(options: string): Promise<string | null> {
  const { publicKey } = JSON.parse(options) as { publicKey: PublicKeyCredentialCreationOptionsJSON };
  try {
    const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
    return made ? JSON.stringify(made) : null;
  } catch {
    // NotAllowedError for both "no" and "too late", as WebAuthn wants it.
    return null;
  }
}
