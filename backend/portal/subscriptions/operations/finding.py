"""Finding one's subscriptions again, once a code has proven that the address is one's own."""

from backend.kernel.errors import Invalid
from backend.kernel.language import say
from backend.notifications.operations import proving
from backend.portal.subscriptions.operations.asking import refuse_too_often
from backend.portal.subscriptions.queries.own import find_latest_token, mail_key
from backend.portal.subscriptions.schemas import Asker, Proof, ProofWithCode

PURPOSE = "subscriptions"


async def ask_proof(draft: Proof, asker: Asker) -> bool:
    """Send a code to the address, whether it has subscriptions or not.

    Raises Invalid past the allowance of a network address, and by field past that of the mailbox.
    """
    await refuse_too_often(asker.address_key)
    await proving.ask_code(
        draft.contact, purpose=PURPOSE, language=asker.language, origin=asker.origin
    )
    return True


async def find_own_token(draft: ProofWithCode) -> str:
    """Return the token of the newest subscription; raise Invalid for a wrong code, or for none."""
    await proving.check_code(draft.contact, draft.code, purpose=PURPOSE)
    token = await find_latest_token(mail_key(draft.contact))
    if token is None:
        raise Invalid(say("这个邮箱现在没有订阅。"))
    return token
