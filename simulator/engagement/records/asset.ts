import type { Action } from './automation.js';
import type { Audit } from './unit.js';

/** What has completion actions or an address on the tracker domain. Further fields are those of its API object, as they were written. */
export type Asset = Audit & {
  readonly kind: AssetKind;
  readonly name: string;
  readonly campaignId: number | null;
  readonly folderId: number | null;
  readonly trackerDomainId: number | null;
  /** The last part of its address on the tracker domain. */
  readonly token: string;
  /** Where a custom redirect leads. */
  readonly destinationUrl: string | null;
  readonly successLocation: string | null;
  readonly errorLocation: string | null;
  readonly isDataForwarded: boolean;
  readonly isAlwaysEmail: boolean;
  /** Kiosk mode: the handler reads and sets no cookies. */
  readonly isCookieless: boolean;
  readonly completionActions: readonly Action[];
};

/** One field of a form handler: the name that the form posts, and the prospect field that it fills. */
export type FormHandlerField = Audit & {
  readonly formHandlerId: number;
  readonly name: string;
  readonly prospectApiFieldId: string;
  readonly dataFormat: string;
  readonly isRequired: boolean;
  readonly isMaintainInitialValue: boolean;
  readonly errorMessage: string | null;
};

export type AssetKind = 'Form' | 'LandingPage' | 'FormHandler' | 'ListEmail' | 'File' | 'CustomRedirect';

/** What a file holds; its number is the file's. */
export type FileContent = { readonly id: string; readonly type: string; readonly base64: string };
