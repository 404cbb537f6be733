// What an attached file looks like: a small picture of an image, a symbol for sound and film.

import { useSignal } from "@preact/signals";
import { mediaFormats } from "../../src/protocol/media.ts";
import type { Attachment } from "../../src/protocol/snapshot.ts";
import { useApp } from "../app.ts";
import { Icon } from "../ui/IconButton.tsx";

const icons = { image: "file-media", audio: "unmute", video: "device-camera-video" } as const;

/** The preview; its name is said by whoever it belongs to. */
export function AttachmentPreview({ attachment }: { readonly attachment: Attachment | undefined }) {
  const { attachmentsUri } = useApp();
  const failed = useSignal(false);
  const address = attachment?.kind === "image" ? addressOf(attachment, attachmentsUri) : undefined;
  return (
    <span class="attachment-preview">
      {address === undefined || failed.value ? (
        <Icon name={attachment ? icons[attachment.kind] : "ellipsis"} />
      ) : (
        <img
          src={address}
          alt=""
          decoding="async"
          onError={() => {
            failed.value = true;
          }}
        />
      )}
    </span>
  );
}

/** Where the host serves the file from. Only what it could have stored has an address. */
function addressOf({ hash, mimeType }: Attachment, base: string): string | undefined {
  const extension = mediaFormats.find((format) => format.mimeType === mimeType)?.extensions[0];
  if (base === "" || extension === undefined || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
  return `${base}/${hash}.${extension}`;
}
