"""The portal's facts in the words of public vocabularies: schema.org, CPSV-AP, DCAT-AP (U4). Pure.

Facts come in as `linked_data.facts` and go out as plain data or as an RDF graph. Knows no app.
"""
