/**
 * Puts text on the clipboard; answers whether it got there. Pages on plain http have no clipboard API, so these copy
 * the old way, out of a selection.
 */
export async function copyText(text: string): Promise<boolean> {
  if (globalThis.isSecureContext) {
    return await navigator.clipboard.writeText(text).then(() => true, () => copySelected(text));
  }
  return copySelected(text);
}

function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
