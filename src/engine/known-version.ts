/**
 * The version of node-llama-cpp that was looked into: what reaches into it, or
 * relies on what it does not do, is done in this version only.
 */
export const KNOWN_VERSION = '3.21.1';
