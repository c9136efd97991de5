/** Ports from the first one to the Pub/Sub API's, and to the proxy's. */
export const PUBSUB_OFFSET = 4;
export const PROXY_OFFSET = 5;
