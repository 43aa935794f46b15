import telnum

emulator = telnum.Emulator(seed=7)
client = emulator.idt_express()
group = client.list_did_groups("BR")[0]
try:
    order = client.create_order(group.id, quantity=2)
except telnum.OutcomeUnknown as lost:
    raise SystemExit(
        f"It may have been bought; look before you buy again: {lost.attempt}"
    ) from lost
print(order.id, order.status)

emulator.advance(10)
order = client.get_order(order.id)
print([number.e164 for item in order.order_items for number in item.numbers])
