"""Calls through python-odata, as its documentation shows: calls.py ROOT, with a personal access token in LATCHKEY_TOKEN."""

import json
import os
import sys

import requests
from odata import ODataService

root, token = sys.argv[1], os.environ["LATCHKEY_TOKEN"]
session = requests.Session()
session.headers["Authorization"] = f"Bearer {token}"
service = ODataService(root, session=session, reflect_entities=True, quiet_progress=True)
Project, Task = service.entities["Projects"], service.entities["Tasks"]

first = service.query(Project).get(1)
active = service.query(Project).filter(Project.status == 2).order_by(Project.projectName.asc()).all()
critical = service.query(Task).filter(Task.isCritical == True).limit(3).all()  # noqa: E712: it becomes a filter
expanded = service.query(Project).expand(Project.tasks).filter(Project.projectId == 1).first()

made = Project()
made.projectName, made.status = "Made in Python", 1
service.save(made)
saved = [made.projectName]
made.projectName = "Renamed in Python"
service.save(made)
saved.append(service.query(Project).get(made.projectId).projectName)
service.delete(made)

over_basic = requests.get(f"{root}Projects/$count", auth=("anyone", token), timeout=30)
print(
    json.dumps(
        {
            "sets": sorted(service.entities),
            "first": first.projectName,
            "due": str(first.projectDueDate),
            "active": bool(active) and all(project.status == 2 for project in active),
            "critical": len(critical) == 3 and all(task.isCritical for task in critical),
            "count": service.query(Project).count(),
            "expanded": len(expanded.tasks) > 0 and all(task.projectId == 1 for task in expanded.tasks),
            "over_basic": int(over_basic.text),
            "saved": saved,
            "gone": service.query(Project).filter(Project.projectName == "Renamed in Python").all() == [],
        }
    )
)
