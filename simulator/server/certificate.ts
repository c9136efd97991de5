import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealTime } from './real-time.js';
import { ensureReflectMetadata } from './reflect-metadata.js';
import { CERTIFICATE_NAMES } from './vendor-hosts.js';

export type Certificate = {
  readonly key: string;
  readonly cert: string;
  /** The certificate of the authority that signed it: what clients must trust. */
  readonly caPath: string;
};

/** Days that a certificate holds; browsers refuse more than 825. */
const VALID_DAYS = 820;
const DAY_MS = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * The certificate for `localhost` and the vendors' host names kept in a folder; made, with an authority of its own, on first use,
 * when it has run out or when it lacks a name.
 */
export async function certificateIn(folder: string, time: RealTime): Promise<Certificate> {
  const caPath = join(folder, 'ca.pem');
  const kept = await readKept(folder);
  if (kept !== null && kept.until > time.now() + DAY_MS) return { key: kept.key, cert: kept.cert, caPath };
  const made = await make(time.now());
  await mkdir(folder, { recursive: true });
  await writeFile(caPath, made.ca);
  await writeFile(join(folder, 'localhost.pem'), made.cert);
  await writeFile(join(folder, 'localhost-key.pem'), made.key, { mode: 0o600 });
  return { key: made.key, cert: made.cert, caPath };
}

async function readKept(folder: string): Promise<{ key: string; cert: string; until: number } | null> {
  try {
    const [key, cert] = await Promise.all([
      readFile(join(folder, 'localhost-key.pem'), 'utf8'),
      readFile(join(folder, 'localhost.pem'), 'utf8'),
    ]);
    const certificate = new X509Certificate(cert);
    createPrivateKey(key);
    const isWhole = certificate.checkPrivateKey(createPrivateKey(key)) && CERTIFICATE_NAMES.every((name) => names(certificate).has(name));
    return { key, cert, until: isWhole ? Date.parse(certificate.validTo) : 0 };
  } catch {
    // Missing or broken files are made anew.
    return null;
  }
}

function names(certificate: X509Certificate): ReadonlySet<string> {
  return new Set((certificate.subjectAltName ?? '').split(', ').map((name) => name.replace(/^DNS:/, '')));
}

async function make(now: number): Promise<{ key: string; cert: string; ca: string }> {
  ensureReflectMetadata();
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const notBefore = new Date(now - DAY_MS);
  const notAfter = new Date(now + VALID_DAYS * DAY_MS);
  const [caKeys, keys] = await Promise.all([generateKeys(), generateKeys()]);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=backlot local authority',
    notBefore,
    notAfter,
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(true, 0, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  });
  const subjects = [
    { type: 'dns', value: 'localhost' },
    { type: 'dns', value: '*.localhost' },
    { type: 'ip', value: '127.0.0.1' },
    { type: 'ip', value: '::1' },
    ...CERTIFICATE_NAMES.map((value) => ({ type: 'dns', value }) as const),
  ] as const;
  const cert = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=localhost',
    issuer: ca.subject,
    notBefore,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.SubjectAlternativeNameExtension([...subjects]),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), cert: cert.toString('pem'), ca: ca.toString('pem') };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}

/** Each certificate has its own, or browsers refuse the second of one authority; real chance, for it must differ between runs. */
function serialNumber(): string {
  return Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)).map((byte, index) => (index === 0 ? byte & 0x7f : byte))).toString('hex');
}
