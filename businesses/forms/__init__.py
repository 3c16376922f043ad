from businesses.forms.businesses import (
    BusinessAddForm,
    BusinessCloseForm,
    BusinessForm,
    OwnerAddForm,
    OwnerEndForm,
)
from businesses.forms.pick_person import typed
from businesses.forms.products import ProductForm
from businesses.forms.programmes import EnrolForm, StageMoveForm

__all__ = [
    "BusinessAddForm",
    "BusinessCloseForm",
    "BusinessForm",
    "EnrolForm",
    "OwnerAddForm",
    "OwnerEndForm",
    "ProductForm",
    "StageMoveForm",
    "typed",
]
