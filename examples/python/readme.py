import telnum

client = telnum.Emulator(seed=7).idt_express()
group = client.list_did_groups("BR")[0]
try:
    order = client.create_order(group.id, quantity=3)
    print(f"{order.ordered} numbers of {group.name} ordered: {order.id}")
except telnum.OutcomeUnknown as lost:
    print(f"It may have been bought; look before you buy again: {lost.attempt}")
