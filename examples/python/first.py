"""First steps, with no account, no server and no network."""

from telnum import Emulator, IdtFees

emulator = Emulator(seed=7)
client = emulator.idt_express()

groups = client.list_did_groups("BR")
for group in groups:
    match group.fees:
        case IdtFees(setup_fee=once, monthly_fee=monthly):
            print(f"{group.id} {group.name}: {once} once, {monthly} a month")
        case None:
            print(f"{group.id} {group.name}")

preview = client.preview_order(groups[0].id, quantity=3)
print(f"a preview of {preview.ordered} numbers buys nothing: {len(emulator.ledger)} bought")

created = client.create_order(groups[0].id, quantity=3)
print(f"order {created.id} is {created.status}")

# The emulator's clock moves only when told to, so an example need not wait.
emulator.advance(5)
answer = client.with_response.get_order(created.id)
order = answer.value
print(f"now it is {order.status}: {order.fulfilled} delivered, {order.shortfall} missing")
print(f"HTTP {answer.info.http_status} after {answer.info.attempts} request")

numbers = [number.e164 or number.number for number in client.numbers()]
print(f"the account has {len(numbers)} numbers: {', '.join(numbers)}")
